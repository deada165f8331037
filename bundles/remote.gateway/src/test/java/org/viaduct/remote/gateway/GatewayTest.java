package org.viaduct.remote.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import javax.ws.rs.ProcessingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.cwmp.api.Verdict.Denied;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.remote.Absence;
import org.viaduct.remote.CoreResource;
import org.viaduct.remote.CoreResource.Answer;
import org.viaduct.remote.CoreResource.Heard;
import org.viaduct.remote.CoreResource.Unanswered;
import org.viaduct.remote.GatewayResource.Sought;
import org.viaduct.store.StoreUnavailableException;

class GatewayTest {

    private static final CpeId CPE = new CpeId("00D09E", "", "1");
    private static final CwmpSession SESSION =
            new CwmpSession("1", CPE, "ns", InetAddress.getLoopbackAddress(), Instant.EPOCH);

    private static final Inform INFORM =
            new Inform(new DeviceIdStruct("Acme", "00D09E", "", "1"), List.of(), 1, Instant.EPOCH, 0, List.of());

    /** What {@code viaduct:why} would tell. */
    private final Set<String> missed = new LinkedHashSet<>();

    private final Core core = new Core(context());
    private final RemoteParticipant participant = new RemoteParticipant(core);
    private final Gateway gateway = new Gateway(core);
    private final Map<String, Object> answers = new HashMap<>();
    private CoreResource resource;
    private final List<Object> told = new ArrayList<>();
    private Runnable during = () -> {};

    @BeforeEach
    void a_core_that_answers() {
        resource = (CoreResource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CoreResource.class}, (proxy, method, arguments) -> {
                    told.add(arguments[0]);
                    during.run();
                    Object answer = answers.get(method.getName());
                    if (answer instanceof RuntimeException failure) {
                        throw failure;
                    }
                    return answer;
                });
        core.setResource(resource, Map.of("endpoint.id", "https://core.example.com:7561/remote/core/cwmp"));
        gateway.setCwmpClient(new Client());
    }

    /** A framework in which services may be registered. */
    private BundleContext context() {
        return proxy(BundleContext.class, (name, arguments) -> {
            String sentence = String.valueOf(((Dictionary<?, ?>) arguments[2]).get(Absence.MISSED));
            missed.add(sentence);
            return proxy(ServiceRegistration.class, (change, properties) -> {
                missed.clear();
                if (change.equals("setProperties")) {
                    missed.add(String.valueOf(((Dictionary<?, ?>) properties[0]).get(Absence.MISSED)));
                }
                return null;
            });
        });
    }

    private static <T> T proxy(Class<T> type, BiFunction<String, Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.apply(method.getName(), arguments)));
    }

    @Test
    void a_call_is_passed_on_as_the_core_gives_it() {
        Call reboot = new Call("interworking/1", new Reboot("k"));
        answers.put("next", new Answer<>(Optional.of(reboot)));

        assertThat(participant.next(SESSION)).contains(reboot);
    }

    @Test
    void a_call_of_a_vendor_whose_bundle_is_in_the_core_only_is_given_back_unsent() {
        Call call = new Call("queue/1", new UnknownRequest("X_00D09E_Ping"));
        answers.put("next", new Answer<>(Optional.of(call)));

        assertThat(participant.next(SESSION)).isEmpty();
        assertThat(told).contains(new Unanswered(SESSION, call, RemoteParticipant.Delivery.NOT_SENT));
    }

    @Test
    void the_core_is_not_asked_where_it_said_that_it_has_nothing_to_call() {
        opened(false);

        assertThat(participant.next(SESSION)).isEmpty();
        assertThat(told).doesNotContain(SESSION);
    }

    @Test
    void the_core_is_asked_where_something_waits_or_began_to_or_the_session_goes_on() {
        Call reboot = new Call("interworking/1", new Reboot("k"));
        answers.put("next", new Answer<>(Optional.of(reboot)));

        opened(true);
        assertThat(participant.next(SESSION)).contains(reboot);

        opened(false);
        gateway.seek(List.of(new Sought(CPE, false)));
        assertThat(participant.next(SESSION)).contains(reboot);

        opened(false);
        answers.put("received", new Answer<>(RemoteParticipant.Reception.TAKEN));
        participant.received(SESSION, new Reboot("k"));
        assertThat(participant.next(SESSION)).contains(reboot);

        opened(false);
        CwmpSession another = new CwmpSession("2", CPE, "ns", SESSION.remote(), Instant.EPOCH);
        assertThat(participant.next(another)).contains(reboot);

        opened(false);
        assertThat(participant.next(SESSION)).isEmpty();
        assertThat(participant.next(SESSION)).contains(reboot);
    }

    @Test
    void the_core_is_asked_where_something_began_to_wait_while_it_was_told_of_the_session() {
        Call reboot = new Call("interworking/1", new Reboot("k"));
        answers.put("next", new Answer<>(Optional.of(reboot)));
        during = () -> gateway.seek(List.of(new Sought(CPE, false)));

        opened(false);

        assertThat(participant.next(SESSION)).contains(reboot);
    }

    private void opened(boolean calls) {
        answers.put("opened", new Heard(calls));
        participant.informed(SESSION, INFORM);
    }

    @Test
    void a_sender_who_is_known_is_let_be_himself_without_a_call_and_nobody_else() {
        RemoteAuthentication authentication = new RemoteAuthentication(core);
        Denied denied = new Denied(403, List.of(), "no", Duration.ZERO);
        answers.put("refuses", new Answer<>(Optional.of(denied)));
        InetAddress remote = SESSION.remote();

        assertThat(authentication.refuses(Sender.Known.of(CPE), CPE, false, remote))
                .isEmpty();
        assertThat(authentication.refuses(Sender.Known.of(CPE), new CpeId("00D09E", "", "2"), false, remote))
                .contains(denied);
        assertThat(authentication.refuses(new Sender.Newcomer(), CPE, true, remote))
                .contains(denied);
        assertThat(authentication.refuses(new Sender.Anonymous(), CPE, true, remote))
                .contains(denied);
    }

    @Test
    void cpes_are_to_come_again_while_the_core_does_not_answer() {
        answers.put("next", new ProcessingException("refused"));

        assertThatThrownBy(() -> participant.next(SESSION))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith("The core does not answer");
        core.unsetResource(resource);
        assertThatThrownBy(() -> participant.next(SESSION)).hasMessageContaining("set peer");
    }

    @Test
    void an_operator_hears_which_core_does_not_answer_for_as_long_as_it_does_not() {
        answers.put("next", new ProcessingException("refused"));
        assertThatThrownBy(() -> participant.next(SESSION)).isInstanceOf(StoreUnavailableException.class);
        assertThat(missed)
                .singleElement()
                .asString()
                .contains("the core, the container at https://core.example.com:7561/: ");

        answers.put("next", new Answer<>(Optional.empty()));
        participant.next(SESSION);
        assertThat(missed).isEmpty();

        core.unsetResource(resource);
        assertThatThrownBy(() -> participant.next(SESSION)).isInstanceOf(StoreUnavailableException.class);
        assertThat(missed).singleElement().asString().contains("set peer in etc/org.viaduct.remote.cfg");

        core.close();
        assertThat(missed).isEmpty();
    }

    @Test
    void a_client_that_asked_in_vain_what_waits_is_another_instance_for_the_core() {
        String before = gateway.presence().instance();
        answers.put("waiting", List.of());
        participant.waiting(CPE);
        assertThat(gateway.presence().instance()).isEqualTo(before);

        answers.put("waiting", new ProcessingException("refused"));
        assertThat(participant.waiting(CPE)).isEmpty();
        assertThat(gateway.presence().instance()).isNotEqualTo(before);
    }

    @Test
    void another_client_is_another_instance_and_none_is_none() {
        String before = gateway.presence().instance();
        Client another = new Client();
        gateway.setCwmpClient(another);
        assertThat(gateway.presence().instance()).isNotEqualTo(before);

        gateway.unsetCwmpClient(another);
        assertThatThrownBy(gateway::presence).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void whom_the_core_seeks_the_client_seeks() {
        Client client = new Client();
        gateway.setCwmpClient(client);

        gateway.seek(List.of(new Sought(CPE, true)));

        assertThat(client.sought).containsExactly(CPE);
    }

    private static final class Client implements CwmpClient {

        private final List<CpeId> sought = new ArrayList<>();

        @Override
        public CompletionStage<WakeResult> wake(CpeId cpe) {
            return CompletableFuture.completedFuture(new WakeResult(WakeResult.Outcome.ACCEPTED, ""));
        }

        @Override
        public void seek(CpeId cpe, boolean bulk) {
            sought.add(cpe);
        }
    }
}
