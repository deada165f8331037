package org.viaduct.cwmp.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.api.ConnectionRequester.Suitability;
import org.viaduct.cwmp.api.ConnectionTarget;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;

class UdpConnectionRequesterTest {

    private static final Pattern REQUEST = Pattern.compile("GET http://127\\.0\\.0\\.1:(\\d+)"
            + "\\?ts=(\\d+)&id=(\\d+)&un=([^&]+)&cn=([0-9a-f]+)&sig=([0-9a-f]{40}) HTTP/1\\.1\r\n"
            + "Host: 127\\.0\\.0\\.1:\\1\r\n\r\n");

    private final KnownDevices devices = new KnownDevices();
    private StunListener listener;
    private UdpConnectionRequester requester;
    private DatagramSocket cpe;
    private int port;

    @BeforeEach
    void open() throws Exception {
        port = Sockets.freePort();
        listener = new StunListener(Sockets.settings(port));
        requester = new UdpConnectionRequester(listener, Clock.systemUTC());
        cpe = Sockets.open();
        await().until(() -> listener.send(new byte[0], (InetSocketAddress) cpe.getLocalSocketAddress()));
        Sockets.receive(cpe);
    }

    @AfterEach
    void close() {
        requester.close();
        listener.close();
        cpe.close();
    }

    private void reports(boolean nat, String address) {
        devices.managementServer.put(ManagementServer.NAT_DETECTED, Boolean.toString(nat));
        devices.managementServer.put(ManagementServer.UDP_ADDRESS, address);
    }

    private String own() {
        return UdpAddress.text((InetSocketAddress) cpe.getLocalSocketAddress());
    }

    private WakeResult request(Predicate<InetAddress> allowed) {
        return requester
                .request(new ConnectionTarget(devices.device(), devices.credentials, allowed, Duration.ofSeconds(5)))
                .toCompletableFuture()
                .join();
    }

    @Test
    void the_way_is_chosen_by_what_the_device_reports() {
        assertThat(requester.suits(devices.device())).isEqualTo(Suitability.NONE);
        reports(false, own());
        assertThat(requester.suits(devices.device())).isEqualTo(Suitability.POSSIBLE);
        reports(true, own());
        assertThat(requester.suits(devices.device())).isEqualTo(Suitability.BEST);
    }

    @Test
    void copies_of_one_signed_request_come_from_the_port_of_the_listener() throws Exception {
        reports(true, own());
        WakeResult result = request(address -> true);
        assertThat(result.outcome()).isEqualTo(Outcome.SENT);
        assertThat(result.detail()).startsWith(own());

        DatagramPacket first = Sockets.receive(cpe);
        assertThat(first.getPort()).isEqualTo(port);
        String text = new String(Sockets.bytes(first), StandardCharsets.UTF_8);
        for (int copy = 1; copy < 4; copy++) {
            assertThat(new String(Sockets.bytes(Sockets.receive(cpe)), StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }

        Matcher request = REQUEST.matcher(text);
        assertThat(request.matches()).isTrue();
        assertThat(Long.parseLong(request.group(2))).isCloseTo(System.currentTimeMillis() / 1_000, within(60));
        assertThat(request.group(4)).isEqualTo("viaduct-1");
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("geheim".getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
        String signed = request.group(2) + request.group(3) + request.group(4) + request.group(5);
        assertThat(request.group(6))
                .isEqualTo(HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII))));
    }

    private static org.assertj.core.data.Offset<Long> within(long seconds) {
        return org.assertj.core.data.Offset.offset(seconds);
    }

    @Test
    void while_new_credentials_are_being_set_both_sign() throws Exception {
        reports(true, own());
        devices.credentials = List.of(new Credentials("viaduct-2", "neu"), KnownDevices.CREDENTIALS);
        request(address -> true);
        assertThat(List.of(Sockets.receive(cpe), Sockets.receive(cpe)))
                .extracting(packet -> new String(Sockets.bytes(packet), StandardCharsets.UTF_8))
                .satisfiesExactly(one -> assertThat(one).contains("un=viaduct-2"), two -> assertThat(two)
                        .contains("un=viaduct-1"));
    }

    @Test
    void a_cpe_that_proved_itself_elsewhere_is_asked_there_too() throws Exception {
        reports(true, "127.0.0.1:9");
        InetSocketAddress reported = UdpAddress.parse("127.0.0.1:9").orElseThrow();
        listener.bindings().reported("viaduct-1", KnownDevices.CPE, Optional.of(reported));
        listener.bindings().proved("viaduct-1", (InetSocketAddress) cpe.getLocalSocketAddress());
        assertThat(request(address -> true).detail()).contains(own() + " and 127.0.0.1:9");
        assertThat(new String(Sockets.bytes(Sockets.receive(cpe)), StandardCharsets.UTF_8))
                .startsWith("GET http://" + own() + "?");
    }

    @Test
    void nothing_is_sent_to_an_address_that_is_not_allowed() {
        reports(true, own());
        listener.bindings().reported("viaduct-1", KnownDevices.CPE, Optional.empty());
        listener.bindings().proved("viaduct-1", (InetSocketAddress) cpe.getLocalSocketAddress());
        WakeResult result = request(address -> false);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.detail()).contains("UDPConnectionRequestAddress").contains("connection.request.networks");
    }

    @Test
    void what_is_missing_is_said_in_words() {
        reports(true, "");
        assertThat(request(address -> true))
                .isEqualTo(
                        new WakeResult(Outcome.FAILED, "the CPE has not reported a UDPConnectionRequestAddress yet"));
        reports(true, own());
        devices.credentials = List.of();
        assertThat(request(address -> true).detail()).contains("nothing to sign");
        devices.credentials = List.of(KnownDevices.CREDENTIALS);
        listener.close();
        await().until(() -> request(address -> true).outcome() == Outcome.BUSY);
    }
}
