package org.viaduct.cpe.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cpe.simulator.http.ClientAuthentication;
import org.viaduct.cpe.simulator.http.Header;
import org.viaduct.cpe.simulator.http.HttpConnection;
import org.viaduct.cpe.simulator.http.HttpReply;
import org.viaduct.cpe.simulator.http.HttpRequest;
import org.viaduct.cpe.simulator.http.HttpRequest.Framing;
import org.viaduct.cwmp.rpc.GetRPCMethods;
import org.viaduct.cwmp.rpc.Reboot;

class ConnectionRequestTest {
    private static final String USER = "Device.ManagementServer.ConnectionRequestUsername";
    private static final String PASSWORD = "Device.ManagementServer.ConnectionRequestPassword";

    private ScriptedAcs acs;
    private Fleet fleet;
    private SimulatedCpe cpe;

    @BeforeEach
    void listen() throws IOException {
        acs = new ScriptedAcs();
    }

    private void boot(Fleet.Builder builder) throws IOException {
        fleet = builder.acs(acs.url()).start();
        cpe = fleet.cpe();
        await().until(() -> cpe.sessions() >= 1 && cpe.state() == CpeState.IDLE);
    }

    @AfterEach
    void close() {
        fleet.close();
        acs.close();
    }

    private int request(String user, String password) throws IOException {
        return request(user, password, "");
    }

    private int request(String user, String password, String suffix) throws IOException {
        URI url = URI.create(cpe.connectionRequestUrl() + suffix);
        ClientAuthentication authentication = new ClientAuthentication(user, password);
        try (HttpConnection connection =
                new HttpConnection(InetAddress.getLoopbackAddress(), url.getPort(), Duration.ofSeconds(5))) {
            while (true) {
                List<Header> headers = new ArrayList<>();
                authentication.authorization("GET", url.getPath()).ifPresent(headers::add);
                HttpReply reply = connection.exchange(new HttpRequest(
                        "GET", url.getPath(), url.getAuthority(), headers, new byte[0], Framing.LENGTH));
                if (reply.status() != 401 || !authentication.challengedBy(reply)) {
                    return reply.status();
                }
            }
        }
    }

    private int request() throws IOException {
        return request(
                cpe.parameter(USER).orElseThrow(), cpe.parameter(PASSWORD).orElseThrow());
    }

    @Test
    void digest_opens_a_session_with_the_event() throws IOException {
        boot(Fleet.builder());

        assertThat(request()).isEqualTo(200);
        await().until(() -> cpe.sessions() == 2);
        assertThat(acs.events().get(1)).containsExactly("6 CONNECTION REQUEST");
    }

    @Test
    void wrong_credentials_or_path_open_none() throws IOException {
        boot(Fleet.builder());

        assertThat(request("nobody", "x")).isEqualTo(401);
        assertThat(request(cpe.parameter(USER).orElseThrow(), "x")).isEqualTo(401);
        assertThat(request("", "")).isEqualTo(401);
        assertThat(request("a", "b", "x")).isEqualTo(404);
        assertThat(cpe.connectionRequests()).isZero();
    }

    @Test
    void several_requests_make_one_session() throws IOException {
        boot(Fleet.builder().connectionRequestDelay(Duration.ofMillis(300)));

        assertThat(List.of(request(), request(), request())).containsOnly(200);
        await().until(() -> cpe.sessions() == 2);
        await().during(Duration.ofMillis(400)).until(() -> acs.events().size() == 2);
        assertThat(cpe.connectionRequests()).isEqualTo(3);
    }

    @Test
    void within_a_session_and_when_flooded_it_is_503() throws IOException {
        boot(Fleet.builder().connectionRequestsPerMinute(1));
        cpe.script().responseDelay("GetRPCMethods", Duration.ofMillis(500));
        acs.send(new GetRPCMethods());

        assertThat(request()).isEqualTo(200);
        await().until(() -> cpe.state() == CpeState.IN_SESSION);
        assertThat(request()).isEqualTo(503);
        await().until(() -> cpe.sessions() == 2 && cpe.state() == CpeState.IDLE);
        assertThat(request()).isEqualTo(503);
    }

    @Test
    void a_rebooting_device_does_not_answer() throws IOException {
        acs.send(new Reboot("k"));
        fleet = Fleet.builder().acs(acs.url()).rebootTime(Duration.ofSeconds(1)).start();
        cpe = fleet.cpe();
        await().until(() -> cpe.state() == CpeState.REBOOTING);

        org.assertj.core.api.Assertions.assertThatThrownBy(this::request).isInstanceOf(IOException.class);
        await().until(() -> cpe.sessions() == 2 && cpe.state() == CpeState.IDLE);
        assertThat(request()).isEqualTo(200);
    }
}
