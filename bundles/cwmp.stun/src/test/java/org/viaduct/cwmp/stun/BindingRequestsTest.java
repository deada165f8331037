package org.viaduct.cwmp.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.stun.BindingRequests.Answer;
import org.viaduct.cwmp.stun.message.AttributeType;
import org.viaduct.cwmp.stun.message.MalformedStunException;
import org.viaduct.cwmp.stun.message.MessageIntegrity;
import org.viaduct.cwmp.stun.message.StunMessage;
import org.viaduct.cwmp.stun.message.StunWriter;

class BindingRequestsTest {

    private static final CpeId CPE = new CpeId("00D09E", "GW", "1");
    private static final InetSocketAddress HOME = new InetSocketAddress("198.51.100.7", 40_000);
    private static final InetSocketAddress MOVED = new InetSocketAddress("198.51.100.7", 40_001);
    private static final String USERNAME = "viaduct-1";
    private static final MessageIntegrity PROOF = new MessageIntegrity("geheim", true);

    private final Bindings bindings = new Bindings();
    private final BindingRequests requests =
            new BindingRequests(bindings, (username, cpe) -> "geheim", new FailedProofs());

    private static StunWriter request() {
        return new StunWriter(StunMessage.BINDING_REQUEST, "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    }

    /** As a CPE sends it from the port on which it listens. */
    private static StunWriter fromCpe() {
        return request()
                .with(AttributeType.CONNECTION_REQUEST_BINDING, "dslforum.org/TR-111 ")
                .with(AttributeType.BINDING_CHANGE, new byte[0])
                .with(AttributeType.USERNAME, USERNAME);
    }

    private Answer answer(byte[] datagram, InetSocketAddress source) {
        return requests.answer(BindingRequests.read(datagram).orElseThrow(), source);
    }

    private static StunMessage message(Answer answer) throws MalformedStunException {
        return StunMessage.read(answer.bytes());
    }

    private static int error(Answer answer) throws MalformedStunException {
        StunMessage message = message(answer);
        assertThat(message.type()).isEqualTo(StunMessage.BINDING_ERROR_RESPONSE);
        byte[] value = message.value(AttributeType.ERROR_CODE).orElseThrow();
        return value[2] * 100 + value[3];
    }

    @Test
    void everybody_is_told_from_where_they_asked() throws Exception {
        Answer answer = answer(request().bytes(), HOME);
        assertThat(answer.to()).isEqualTo(HOME);
        assertThat(message(answer).type()).isEqualTo(StunMessage.BINDING_RESPONSE);
        assertThat(message(answer).address(AttributeType.MAPPED_ADDRESS)).contains(HOME);
        assertThat(message(answer).answers(StunMessage.read(request().bytes()))).isTrue();
    }

    @Test
    void an_answer_is_hardly_larger_than_what_it_answers() {
        byte[] least = request().bytes();
        assertThat(answer(least, HOME).bytes()).hasSize(least.length + 12);
        byte[] usual = fromCpe().bytes();
        assertThat(answer(usual, HOME).bytes()).hasSizeLessThan(usual.length);
    }

    @Test
    void a_stranger_is_answered_whatever_name_it_has_and_nothing_is_kept_of_it() throws Exception {
        assertThat(message(answer(fromCpe().bytes(PROOF), HOME)).type()).isEqualTo(StunMessage.BINDING_RESPONSE);
        assertThat(bindings.find(USERNAME)).isEmpty();
    }

    @Test
    void a_cpe_that_comes_from_where_it_reported_needs_no_proof() throws Exception {
        bindings.reported(USERNAME, CPE, Optional.of(HOME));
        assertThat(message(answer(fromCpe().bytes(), HOME)).type()).isEqualTo(StunMessage.BINDING_RESPONSE);
    }

    @Test
    void one_that_comes_from_elsewhere_is_reached_there_when_it_has_proved_itself_and_not_before() throws Exception {
        bindings.reported(USERNAME, CPE, Optional.of(HOME));
        assertThat(error(answer(fromCpe().bytes(), MOVED))).isEqualTo(401);
        assertThat(error(answer(fromCpe().bytes(new MessageIntegrity("guess", true)), MOVED)))
                .isEqualTo(431);
        assertThat(bindings.find(USERNAME).orElseThrow().proved()).isNull();

        Answer answer = answer(fromCpe().bytes(PROOF), MOVED);
        assertThat(message(answer).address(AttributeType.MAPPED_ADDRESS)).contains(MOVED);
        assertThat(MessageIntegrity.verified(message(answer), "geheim")).contains(PROOF);
        assertThat(bindings.find(USERNAME).orElseThrow().proved()).isEqualTo(MOVED);
        assertThat(message(answer(fromCpe().bytes(), MOVED)).type()).isEqualTo(StunMessage.BINDING_RESPONSE);
    }

    @Test
    void a_message_from_another_port_than_the_cpe_listens_on_moves_nothing() throws Exception {
        bindings.reported(USERNAME, CPE, Optional.of(HOME));
        Answer answer = answer(request().with(AttributeType.USERNAME, USERNAME).bytes(PROOF), MOVED);
        assertThat(message(answer).type()).isEqualTo(StunMessage.BINDING_RESPONSE);
        assertThat(bindings.find(USERNAME).orElseThrow().proved()).isNull();
    }

    @Test
    void what_a_cpe_reports_anew_outdates_what_it_proved() {
        bindings.reported(USERNAME, CPE, Optional.of(HOME));
        answer(fromCpe().bytes(PROOF), MOVED);
        bindings.reported(USERNAME, CPE, Optional.of(HOME));
        assertThat(bindings.find(USERNAME).orElseThrow().proved()).isEqualTo(MOVED);
        bindings.reported(USERNAME, CPE, Optional.of(new InetSocketAddress("198.51.100.7", 40_002)));
        assertThat(bindings.find(USERNAME).orElseThrow().proved()).isNull();
    }

    @Test
    void the_answer_goes_to_another_port_of_the_same_host_and_never_to_another_host() throws Exception {
        Answer answer =
                answer(request().with(AttributeType.RESPONSE_ADDRESS, MOVED).bytes(), HOME);
        assertThat(answer.to()).isEqualTo(MOVED);
        assertThat(message(answer).address(AttributeType.REFLECTED_FROM)).contains(HOME);

        Answer refused = answer(
                request()
                        .with(AttributeType.RESPONSE_ADDRESS, new InetSocketAddress("203.0.113.9", 53))
                        .bytes(),
                HOME);
        assertThat(refused.to()).isEqualTo(HOME);
        assertThat(error(refused)).isEqualTo(420);
    }

    @Test
    void what_must_not_be_ignored_and_is_not_known_is_named() throws Exception {
        Answer answer = answer(request().with(0x7abc, new byte[4]).bytes(), HOME);
        assertThat(error(answer)).isEqualTo(420);
        assertThat(message(answer).value(AttributeType.UNKNOWN_ATTRIBUTES).orElseThrow())
                .containsExactly(0x7a, 0xbc, 0x7a, 0xbc);
        assertThat(error(answer(
                        request()
                                .with(AttributeType.CHANGE_REQUEST, new byte[] {0, 0, 0, 4})
                                .bytes(),
                        HOME)))
                .isEqualTo(420);
        assertThat(message(answer(request().with(0xfabc, new byte[4]).bytes(), HOME))
                        .type())
                .isEqualTo(StunMessage.BINDING_RESPONSE);
    }

    @Test
    void what_is_no_binding_request_is_not_answered() {
        byte[] transaction = new byte[16];
        assertThat(BindingRequests.read(new StunWriter(0x0002, transaction).bytes()))
                .isEmpty();
        assertThat(BindingRequests.read(new StunWriter(StunMessage.BINDING_RESPONSE, transaction).bytes()))
                .isEmpty();
        assertThat(BindingRequests.read("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }
}
