package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.onem2m.CmdType;

/** Thousands of CWMP messages that are not quite what a CPE meant: outside of a session, in one, and in place of an answer. */
public class MutationsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern COOKIE = Pattern.compile("viaduct_session=[0-9a-f]{32}");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");
    private static final String INFORM =
            """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/"\
             xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><s:Header><cwmp:ID s:mustUnderstand="1">1</cwmp:ID></s:Header><s:Body>\
            <cwmp:Inform><DeviceId><Manufacturer>M</Manufacturer><OUI>00D09E</OUI><ProductClass>Mutant</ProductClass>\
            <SerialNumber>M%d</SerialNumber></DeviceId><Event e:arrayType="cwmp:EventStruct[1]"><EventStruct>\
            <EventCode>0 BOOTSTRAP</EventCode><CommandKey></CommandKey></EventStruct></Event>\
            <MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-11-29T12:00:00Z</CurrentTime><RetryCount>0</RetryCount>\
            <ParameterList e:arrayType="cwmp:ParameterValueStruct[1]"><ParameterValueStruct>\
            <Name>Device.DeviceInfo.SoftwareVersion</Name><Value>1</Value></ParameterValueStruct></ParameterList>\
            </cwmp:Inform></s:Body></s:Envelope>""";
    private static final int CPES = 20;

    private final int count = Integer.getInteger("viaduct.mutations", 3_000);
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private KarafProcess server;
    private Fleet fleet;

    @Before
    public void a_server_and_a_cpe() throws Exception {
        server = new KarafProcess(Path.of("target", "mutations"));
        server.set("org.viaduct.cwmp.client.cfg", "session.timeout", 2);
        server.admit("operator", "of-this-test");
        server.start();
        fleet = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + server.ports().cwmp() + "/"))
                .serialPrefix("SOUND")
                .speed(20)
                .start();
    }

    @After
    public void all_go() throws Exception {
        fleet.close();
        server.close();
    }

    @Test
    public void each_is_answered_and_they_leave_neither_stack_traces_nor_sessions_behind() throws Exception {
        SimulatedCpe cpe = fleet.cpe();
        String node = "cse-in/" + cpe.id().value();
        Onem2m onem2m = server.onem2m();
        await().atMost(PATIENCE).until(() -> onem2m.retrieve(node).rsc() == 2000 && cpe.state() == CpeState.IDLE);
        Mutations mutations = new Mutations(messages());

        for (int number = 0; number < count; number++) {
            String cookie = number % 3 == 0 ? "" : session(number / 3 % CPES);
            if (number % 3 == 2) {
                assertThat(exchanged(number, empty(cookie))).contains("<cwmp:SetParameterValues>");
            }
            exchanged(number, mutations.request(number, cookie));
            if (number % 3 > 0) {
                exchanged(number, empty(cookie));
            }
        }

        assertThat(statuses).describedAs("statuses").containsKeys(200, 204, 400);
        assertThat(statuses.getOrDefault(503, 0))
                .describedAs(statuses.toString())
                .isLessThan(count / 100);
        await().atMost(PATIENCE).until(() -> server.client("cwmp:sessions").contains("No session is open."));
        assertThat(Files.readString(server.log())).doesNotContain("\tat ").doesNotContain("| ERROR |");
        onem2m.createCommand("reboot", CmdType.REBOOT.value(), cpe.id().value(), "");
        assertThat(onem2m.execute("cse-in/reboot").rsc()).isEqualTo(2004);
        assertThat(fleet.violations()).isEmpty();
    }

    /** Those of real devices, and an Inform. */
    private static List<byte[]> messages() throws IOException {
        List<byte[]> messages = new ArrayList<>();
        messages.add(INFORM.formatted(0).getBytes(StandardCharsets.UTF_8));
        Path quirks = Path.of(System.getProperty("viaduct.basedir"), "bundles/cwmp.model/src/test/resources/quirks");
        try (Stream<Path> files = Files.list(quirks)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".xml"))
                    .sorted()
                    .toList()) {
                String message = Files.readString(file, StandardCharsets.ISO_8859_1);
                // Some of them have the ID of what is called first.
                messages.add(message.replace(">4711<", ">1<").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return messages;
    }

    /** The cookie of a session that a CPE opened. */
    private String session(int number) throws IOException {
        String answer = send(post("", INFORM.formatted(number)));
        Matcher cookie = COOKIE.matcher(answer);
        assertThat(cookie.find()).describedAs(answer).isTrue();
        return cookie.group();
    }

    private static byte[] empty(String cookie) {
        return post("Cookie: " + cookie + "\r\n", "");
    }

    private static byte[] post(String header, String body) {
        return ("POST / HTTP/1.1\r\nHost: localhost\r\n" + header + "Content-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends it, and looks at the answer. */
    private String exchanged(int number, byte[] request) throws IOException {
        String answer = send(request);
        int status = answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12));
        statuses.merge(status, 1, Integer::sum);
        assertThat(status).describedAs("%d: %s", number, answer).isIn(200, 204, 400, 403, 413, 415, 503);
        assertThat(answer).describedAs("%d", number).doesNotContain("Exception", "\tat ", "java.");
        return answer;
    }

    /** The first answer, or nothing. */
    private String send(byte[] request) throws IOException {
        StringBuilder answer = new StringBuilder();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.ports().cwmp())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            byte[] some = new byte[4096];
            int read = in.read(some);
            while (read > 0) {
                answer.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
                read = isWhole(answer) ? 0 : in.read(some);
            }
        }
        return answer.toString();
    }

    private static boolean isWhole(StringBuilder answer) {
        int head = answer.indexOf("\r\n\r\n");
        Matcher length = LENGTH.matcher(answer);
        int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return head >= 0 && answer.length() >= head + 4 + body;
    }
}
