package org.viaduct.cpe.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterAttributes;
import org.viaduct.cwmp.rpc.SetParameterAttributesStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;

/** A CPE of Annex G against a STUN server that is scripted byte by byte. */
class StunTest {
    private static final String SERVER = "Device.ManagementServer.";
    private static final String PASSWORD = "geheim";

    private final List<byte[]> asked = new CopyOnWriteArrayList<>();
    private ScriptedAcs acs;
    private DatagramSocket stun;
    private Fleet fleet;
    private SimulatedCpe cpe;
    /** What the server says that the CPE's address is. */
    private volatile InetSocketAddress mapped = new InetSocketAddress("192.0.2.1", 40_000);

    private volatile boolean demanding;
    private volatile InetSocketAddress source = mapped;

    @BeforeEach
    void listen() throws Exception {
        acs = new ScriptedAcs();
        stun = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
        acs.send(
                new SetParameterAttributes(List.of(new SetParameterAttributesStruct(
                        SERVER + "UDPConnectionRequestAddress", true, 2, false, List.of()))),
                new SetParameterValues(
                        List.of(
                                new ParameterValueStruct(SERVER + "STUNServerAddress", "127.0.0.1"),
                                new ParameterValueStruct(
                                        SERVER + "STUNServerPort",
                                        Integer.toString(stun.getLocalPort()),
                                        "unsignedInt"),
                                new ParameterValueStruct(SERVER + "STUNUsername", "viaduct-1"),
                                new ParameterValueStruct(SERVER + "STUNPassword", PASSWORD),
                                new ParameterValueStruct(SERVER + "STUNMinimumKeepAlivePeriod", "1", "unsignedInt"),
                                new ParameterValueStruct(SERVER + "ConnectionRequestUsername", "viaduct-1"),
                                new ParameterValueStruct(SERVER + "ConnectionRequestPassword", PASSWORD),
                                new ParameterValueStruct(SERVER + "STUNEnable", "true", "boolean")),
                        ""));
        fleet = Fleet.builder().acs(acs.url()).stun().speed(10).start();
        cpe = fleet.cpe();
    }

    @AfterEach
    void close() {
        fleet.close();
        acs.close();
        stun.close();
    }

    private void serve() {
        while (!stun.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
                stun.receive(packet);
                byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
                asked.add(request);
                source = (InetSocketAddress) packet.getSocketAddress();
                byte[] answer = demanding && !has(request, "00080014") ? error(request) : success(request);
                stun.send(new DatagramPacket(answer, answer.length, source));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static boolean has(byte[] message, String hex) {
        return HexFormat.of().formatHex(message).contains(hex);
    }

    private byte[] success(byte[] request) {
        return ByteBuffer.allocate(32)
                .putShort((short) 0x0101)
                .putShort((short) 12)
                .put(request, 4, 16)
                .putShort((short) 1)
                .putShort((short) 8)
                .putShort((short) 1)
                .putShort((short) mapped.getPort())
                .put(mapped.getAddress().getAddress())
                .array();
    }

    private static byte[] error(byte[] request) {
        return ByteBuffer.allocate(28)
                .putShort((short) 0x0111)
                .putShort((short) 8)
                .put(request, 4, 16)
                .putShort((short) 9)
                .putShort((short) 4)
                .putShort((short) 0)
                .put((byte) 4)
                .put((byte) 1)
                .array();
    }

    private static String hmac(String key, byte[] text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
        return HexFormat.of().formatHex(mac.doFinal(text));
    }

    private void request(long timestamp, int id, String username, String password) throws Exception {
        String signature = hmac(password, (timestamp + "" + id + username + "abc").getBytes(StandardCharsets.US_ASCII));
        byte[] datagram = ("GET http://192.0.2.1:40000?ts=%d&id=%d&un=%s&cn=abc&sig=%s HTTP/1.1\r\nHost: x\r\n\r\n"
                        .formatted(timestamp, id, username, signature))
                .getBytes(StandardCharsets.US_ASCII);
        stun.send(new DatagramPacket(datagram, datagram.length, source));
    }

    private void awaitReached() {
        await().until(() -> cpe.parameter(SERVER + "UDPConnectionRequestAddress")
                .orElseThrow()
                .equals("192.0.2.1:40000"));
    }

    @Test
    void it_reports_its_address_in_the_nat_and_that_there_is_one() {
        await().until(() -> cpe.informs().stream()
                .anyMatch(inform -> inform.event().contains(new EventStruct("4 VALUE CHANGE", ""))
                        && inform.parameterList()
                                .contains(new ParameterValueStruct(
                                        SERVER + "UDPConnectionRequestAddress", "192.0.2.1:40000"))));
        assertThat(cpe.parameter(SERVER + "NATDetected")).contains("1");
        assertThat(asked.get(0)).satisfies(first -> {
            assertThat(has(first, "c0010014" + HexFormat.of().formatHex("dslforum.org/TR-111 ".getBytes())))
                    .isTrue();
            assertThat(has(first, "0006000c" + HexFormat.of().formatHex("viaduct-1   ".getBytes())))
                    .isTrue();
            assertThat(has(first, "c0020000")).isFalse();
        });
        await().until(() -> asked.stream().anyMatch(each -> has(each, "c0020000")));
    }

    @Test
    void without_a_nat_it_says_so() {
        await().until(() -> !asked.isEmpty());
        mapped = source;
        await().until(() -> cpe.parameter(SERVER + "NATDetected").orElseThrow().equals("0")
                && cpe.parameter(SERVER + "UDPConnectionRequestAddress")
                        .orElseThrow()
                        .equals("127.0.0.1:" + source.getPort()));
    }

    @Test
    void it_proves_itself_where_it_must() throws Exception {
        demanding = true;
        awaitReached();
        byte[] proved =
                asked.stream().filter(each -> has(each, "00080014")).findFirst().orElseThrow();
        byte[] text = Arrays.copyOf(Arrays.copyOf(proved, proved.length - 24), 64);
        assertThat(HexFormat.of().formatHex(proved)).endsWith(hmac(PASSWORD, text));
    }

    @Test
    void it_follows_a_signed_request_once_and_no_other() throws Exception {
        awaitReached();
        request(1_000, 7, "viaduct-1", "guessed");
        request(1_000, 7, "somebody", PASSWORD);
        request(1_000, 8, "viaduct-1", PASSWORD);
        request(1_000, 8, "viaduct-1", PASSWORD);
        request(999, 9, "viaduct-1", PASSWORD);
        await().until(() -> cpe.informs().stream()
                .anyMatch(inform -> inform.event().contains(new EventStruct("6 CONNECTION REQUEST", ""))));
        request(1_001, 10, "viaduct-1", PASSWORD);
        await().until(() -> cpe.udpConnectionRequests() == 2);
    }
}
