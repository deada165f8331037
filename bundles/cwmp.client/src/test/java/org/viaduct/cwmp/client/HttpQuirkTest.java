package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as they come over the wire, each the Inform of one CPE. */
class HttpQuirkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunked-inform",
                "http-1.0-inform",
                "quoted-soap-action-and-no-content-type",
                "expect-100-continue"
            })
    void quirk_7_and_8_however_an_inform_comes_it_is_answered(String request) throws Exception {
        try (AcsServer acs = new AcsServer();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), acs.port());
                InputStream file = HttpQuirkTest.class.getResourceAsStream("/quirks/" + request + ".http")) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(file.readAllBytes());
            String answer = read(socket.getInputStream());
            assertThat(answer).contains(" 200 OK\r\n", "4711</cwmp:ID>", "<cwmp:InformResponse>");
            assertThat(acs.sessions().all()).hasSize(1);
        }
    }

    private static String read(InputStream in) throws Exception {
        StringBuilder answer = new StringBuilder();
        byte[] some = new byte[4_096];
        while (!answer.toString().endsWith("</soap-env:Envelope>")) {
            int read = in.read(some);
            if (read < 0) {
                break;
            }
            answer.append(new String(some, 0, read, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }
}
