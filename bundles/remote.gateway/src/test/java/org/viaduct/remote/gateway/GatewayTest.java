package org.viaduct.remote.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.ws.rs.ProcessingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.remote.CoreResource;
import org.viaduct.remote.CoreResource.Answer;
import org.viaduct.remote.CoreResource.Unanswered;
import org.viaduct.remote.GatewayResource.Sought;
import org.viaduct.store.StoreUnavailableException;

class GatewayTest {

    private static final CpeId CPE = new CpeId("00D09E", "", "1");
    private static final CwmpSession SESSION =
            new CwmpSession("1", CPE, "ns", InetAddress.getLoopbackAddress(), Instant.EPOCH);

    private final Core core = new Core();
    private final RemoteParticipant participant = new RemoteParticipant(core);
    private final Gateway gateway = new Gateway(core);
    private final Map<String, Object> answers = new HashMap<>();
    private final List<Object> told = new ArrayList<>();

    @BeforeEach
    void a_core_that_answers() {
        core.resource = (CoreResource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CoreResource.class}, (proxy, method, arguments) -> {
                    told.add(arguments[0]);
                    Object answer = answers.get(method.getName());
                    if (answer instanceof RuntimeException failure) {
                        throw failure;
                    }
                    return answer;
                });
        gateway.setCwmpClient(new Client());
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
    void cpes_are_to_come_again_while_the_core_does_not_answer() {
        answers.put("next", new ProcessingException("refused"));

        assertThatThrownBy(() -> participant.next(SESSION))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith("The core does not answer");
        core.resource = null;
        assertThatThrownBy(() -> participant.next(SESSION)).hasMessageContaining("set peer");
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
