package org.viaduct.cwmp.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.javawi.jstun.attribute.ChangeRequest;
import de.javawi.jstun.attribute.MappedAddress;
import de.javawi.jstun.attribute.MessageAttributeInterface.MessageAttributeType;
import de.javawi.jstun.header.MessageHeader;
import de.javawi.jstun.header.MessageHeaderInterface.MessageHeaderType;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.stun.message.AttributeType;
import org.viaduct.cwmp.stun.message.MessageIntegrity;
import org.viaduct.cwmp.stun.message.StunMessage;
import org.viaduct.cwmp.stun.message.StunWriter;
import org.viaduct.testkit.ErrorStream;

class StunListenerTest {

    private StunListener listener;
    private DatagramSocket cpe;
    private int port;

    @BeforeEach
    void open() throws Exception {
        port = Sockets.freePort();
        listener = new StunListener(Sockets.settings(port));
        listener.devices = new KnownDevices();
        cpe = Sockets.open();
    }

    @AfterEach
    void close() {
        listener.close();
        cpe.close();
    }

    private static StunWriter request() {
        return new StunWriter(StunMessage.BINDING_REQUEST, "0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                .with(AttributeType.CONNECTION_REQUEST_BINDING, "dslforum.org/TR-111 ")
                .with(AttributeType.USERNAME, KnownDevices.CREDENTIALS.username());
    }

    private InetSocketAddress own() {
        return (InetSocketAddress) cpe.getLocalSocketAddress();
    }

    @Test
    void a_stun_client_of_somebody_else_understands_the_answer() throws Exception {
        MessageHeader request = new MessageHeader(MessageHeaderType.BindingRequest);
        request.generateTransactionID();
        request.addMessageAttribute(new ChangeRequest());
        DatagramPacket packet = Sockets.ask(cpe, request.getBytes(), port);
        MessageHeader answer = MessageHeader.parseHeader(packet.getData());
        answer.parseAttributes(packet.getData());
        assertThat(answer.getType()).isEqualTo(MessageHeaderType.BindingResponse);
        assertThat(request.equalTransactionID(answer)).isTrue();
        MappedAddress mapped = (MappedAddress) answer.getMessageAttribute(MessageAttributeType.MappedAddress);
        assertThat(mapped.getAddress().getInetAddress()).isEqualTo(InetAddress.getLoopbackAddress());
        assertThat(mapped.getPort()).isEqualTo(cpe.getLocalPort());
    }

    @Test
    void a_cpe_that_moved_proves_itself_and_is_known_there() throws Exception {
        listener.bindings()
                .reported(
                        KnownDevices.CREDENTIALS.username(),
                        KnownDevices.CPE,
                        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
        StunMessage refused =
                StunMessage.read(Sockets.bytes(Sockets.ask(cpe, request().bytes(), port)));
        assertThat(refused.type()).isEqualTo(StunMessage.BINDING_ERROR_RESPONSE);

        MessageIntegrity proof = new MessageIntegrity(KnownDevices.CREDENTIALS.password(), false);
        StunMessage answer =
                StunMessage.read(Sockets.bytes(Sockets.ask(cpe, request().bytes(proof), port)));
        assertThat(answer.type()).isEqualTo(StunMessage.BINDING_RESPONSE);
        assertThat(MessageIntegrity.verified(answer, KnownDevices.CREDENTIALS.password()))
                .contains(proof);
        assertThat(listener.bindings()
                        .find(KnownDevices.CREDENTIALS.username())
                        .orElseThrow()
                        .proved())
                .isEqualTo(own());
    }

    @Test
    void a_wrong_proof_is_refused_and_one_line_of_the_log() throws Exception {
        listener.bindings().reported(KnownDevices.CREDENTIALS.username(), KnownDevices.CPE, Optional.empty());
        byte[] guess = request().bytes(new MessageIntegrity("guess", true));
        try (ErrorStream log = new ErrorStream()) {
            for (int i = 0; i < 3; i++) {
                assertThat(StunMessage.read(Sockets.bytes(Sockets.ask(cpe, guess, port)))
                                .type())
                        .isEqualTo(StunMessage.BINDING_ERROR_RESPONSE);
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("wrong MESSAGE-INTEGRITY"))
                    .singleElement()
                    .asString()
                    .contains("WARN", "127.0.0.1", KnownDevices.CPE.value())
                    .doesNotContain("guess");
        }
        assertThat(listener.bindings()
                        .find(KnownDevices.CREDENTIALS.username())
                        .orElseThrow()
                        .proved())
                .isNull();
    }

    @Test
    void while_the_passwords_cannot_be_had_a_proof_is_not_judged() throws Exception {
        listener.bindings().reported(KnownDevices.CREDENTIALS.username(), KnownDevices.CPE, Optional.empty());
        byte[] proved = request().bytes(new MessageIntegrity(KnownDevices.CREDENTIALS.password(), true));
        Sockets.ask(cpe, request().bytes(), port);
        listener.devices = null;
        cpe.send(new DatagramPacket(
                proved, proved.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        assertThatThrownBy(() -> Sockets.receive(cpe)).isInstanceOf(SocketTimeoutException.class);
        listener.devices = new KnownDevices();
        assertThat(StunMessage.read(Sockets.bytes(Sockets.ask(cpe, proved, port)))
                        .type())
                .isEqualTo(StunMessage.BINDING_RESPONSE);
    }

    @Test
    void one_whose_credentials_were_renewed_is_given_them_in_its_next_session() throws Exception {
        KnownDevices devices = new KnownDevices();
        devices.managementServer.put(ManagementServer.STUN_SERVER_PORT, "3478");
        devices.credentials = List.of(new Credentials("viaduct-2", "neu"));
        listener.devices = devices;
        listener.bindings().reported(KnownDevices.CREDENTIALS.username(), KnownDevices.CPE, Optional.empty());
        byte[] former = request().bytes(new MessageIntegrity(KnownDevices.CREDENTIALS.password(), true));
        assertThat(StunMessage.read(Sockets.bytes(Sockets.ask(cpe, former, port)))
                        .type())
                .isEqualTo(StunMessage.BINDING_RESPONSE);
        assertThat(devices.managementServer).containsEntry(ManagementServer.STUN_SERVER_PORT, "");
        assertThat(listener.bindings().find(KnownDevices.CREDENTIALS.username()))
                .isEmpty();
    }

    @Test
    void noise_and_what_is_too_long_do_not_stop_it() throws Exception {
        Sockets.ask(cpe, request().bytes(), port);
        for (byte[] noise : new byte[][] {{}, new byte[1_400], "GET /".getBytes(StandardCharsets.US_ASCII)}) {
            cpe.send(new DatagramPacket(
                    noise, noise.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
        assertThat(Sockets.ask(cpe, request().bytes(), port).getLength()).isEqualTo(32);
    }

    @Test
    void a_port_that_is_taken_is_one_error_line_and_opened_when_it_is_free() throws Exception {
        try (ErrorStream log = new ErrorStream()) {
            StunListener second;
            try (DatagramSocket other = Sockets.open()) {
                second = new StunListener(Sockets.settings(other.getLocalPort()));
                await().untilAsserted(() -> assertThat(log.lines())
                        .filteredOn(line -> line.contains("ERROR"))
                        .singleElement()
                        .asString()
                        .contains("free the port or change host or port in org.viaduct.cwmp.stun.cfg"));
                assertThat(second.send(new byte[1], own())).isFalse();
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> second.send(new byte[1], own()));
            second.close();
        }
    }

    @Test
    void without_an_address_for_cpes_no_port_is_opened() throws Exception {
        StunSettings unused = new StunSettings(
                "", 3478, new InetSocketAddress(InetAddress.getLoopbackAddress(), Sockets.freePort()), 20, 30, 1);
        StunListener closed = new StunListener(unused);
        try (DatagramSocket same = new DatagramSocket(unused.local())) {
            assertThat(same.isBound()).isTrue();
            assertThat(closed.send(new byte[1], own())).isFalse();
        } finally {
            closed.close();
        }
    }
}
