package org.viaduct.remote.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.RebootResponse;
import org.viaduct.remote.CoreResource.Answered;
import org.viaduct.remote.CoreResource.Opened;
import org.viaduct.remote.CoreResource.Received;
import org.viaduct.store.StoreUnavailableException;

class CoreTest {

    private static final CwmpSession SESSION =
            new CwmpSession("1", new CpeId("00D09E", "", "1"), "ns", InetAddress.getLoopbackAddress(), Instant.EPOCH);

    private static final Opened OPENED = new Opened(
            SESSION,
            new Inform(new DeviceIdStruct("Acme", "00D09E", "", "1"), List.of(), 1, Instant.EPOCH, 0, List.of()));

    private final List<String> heard = new ArrayList<>();
    private final Core core = new Core(Duration.ZERO);
    private final Recorder interworking = new Recorder("interworking");
    private final Recorder devices = new Recorder("devices");

    @BeforeEach
    void participants() {
        core.addParticipant(interworking, properties("interworking", 0, 1));
        core.addParticipant(devices, properties("devices", 100, 2));
    }

    private static Map<String, Object> properties(String name, int ranking, long id) {
        return Map.of(SessionParticipant.NAME, name, Constants.SERVICE_RANKING, ranking, Constants.SERVICE_ID, id);
    }

    @Test
    void participants_are_asked_in_the_order_of_their_ranking_until_one_took_it() {
        interworking.reception = SessionParticipant.Reception.TAKEN;

        assertThat(core.received(new Received(SESSION, new Reboot("k"))).answer())
                .isEqualTo(SessionParticipant.Reception.TAKEN);
        assertThat(heard).containsExactly("devices received Reboot", "interworking received Reboot");
    }

    @Test
    void an_answer_goes_to_the_participant_whose_call_it_answers() {
        interworking.next = Optional.of(new Call("a/b", new Reboot("k")));
        Call call = core.next(SESSION).answer().orElseThrow();
        assertThat(call.id()).isEqualTo("interworking/a/b");

        core.answered(new Answered(SESSION, call, new CwmpOutcome.Success(new RebootResponse())));

        assertThat(heard).containsExactly("interworking answered a/b");
    }

    @Test
    void a_session_that_was_opened_need_not_be_asked_for_more_if_nobody_has_anything_to_call() {
        assertThat(core.opened(OPENED).calls()).isFalse();
        interworking.next = Optional.of(new Call("1", new Reboot("k")));
        assertThat(core.opened(OPENED).calls()).isTrue();
        assertThat(heard)
                .containsExactly(
                        "devices informed", "interworking informed", "devices informed", "interworking informed");
    }

    @Test
    void nobody_is_asked_for_a_second_call_when_one_gave_his() {
        devices.next = Optional.of(new Call("1", new FactoryReset()));
        interworking.next = Optional.of(new Call("2", new Reboot("k")));

        assertThat(core.next(SESSION).answer()).map(Call::id).contains("devices/1");
        assertThat(interworking.next).isPresent();
    }

    @Test
    void a_session_waits_for_whoever_must_hear_it_and_is_then_refused() {
        core.removeParticipant(interworking, properties("interworking", 0, 1));

        assertThatThrownBy(() -> core.next(SESSION))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("Not running at present: interworking");
        assertThatThrownBy(() -> core.device("00D09E-1")).hasMessage("Not running at present: devices");
    }

    @Test
    void a_call_that_does_not_say_whose_it_is_is_refused() {
        assertThatThrownBy(() -> core.answered(new Answered(
                        SESSION, new Call("x", new Reboot("k")), new CwmpOutcome.Success(new RebootResponse()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Writes down what it hears. */
    private final class Recorder implements SessionParticipant {

        private final String name;
        private Reception reception = Reception.NOT_MINE;
        private Optional<Call> next = Optional.empty();

        private Recorder(String name) {
            this.name = name;
        }

        @Override
        public void informed(CwmpSession session, Inform inform) {
            heard.add(name + " informed");
        }

        @Override
        public Reception received(CwmpSession session, CwmpRequest request) {
            heard.add(name + " received " + request.name());
            return reception;
        }

        @Override
        public boolean mayCall(CwmpSession session) {
            return next.isPresent();
        }

        @Override
        public Optional<Call> next(CwmpSession session) {
            Optional<Call> given = next;
            next = Optional.empty();
            return given;
        }

        @Override
        public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
            heard.add(name + " answered " + call.id());
        }

        @Override
        public void unanswered(CwmpSession session, Call call, Delivery delivery) {
            heard.add(name + " unanswered " + call.id());
        }
    }
}
