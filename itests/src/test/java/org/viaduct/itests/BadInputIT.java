package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.Test;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;

/** What neither port lets through, and what it says instead. */
public class BadInputIT extends ContainerTest {

    private static final String INFORM =
            """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0">
            <soap:Header><cwmp:ID soap:mustUnderstand="1">1</cwmp:ID></soap:Header>
            <soap:Body>%s</soap:Body></soap:Envelope>
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    public void a_caller_is_told_what_to_change() throws Exception {
        String node = node(cpe("BADCALLER"));

        refused(4000, onem2m.create("cse-in", 12, "{\"m2m:mgc\":{\"rn\":"));
        refused(4000, onem2m.create("cse-in", 12, "[]"));
        refused(4000, onem2m.create("cse-in", 12, "{\"m2m:mgc\":{\"cmt\":2}}"));
        refused(4000, command(2, node, "\"colour\":\"blue\""), "colour");
        refused(4000, command(2, node, "\"dc\":7"), "dc");
        refused(4000, command(2, node, "\"exm\":1,\"exn\":2"), "execNumber", "exn");
        refused(6022, command(99, node, "\"dc\":\"none such\""));
        refused(
                6023,
                command(2, node, "\"exra\":{\"dld\":[{\"ftyp\":\"1 Firmware Upgrade Image\",\"url\":\"http://a/\"}]}"));
        refused(6024, command(4, node, "\"exra\":{\"dld\":[{\"ftyp\":\"1 Firmware Upgrade Image\"}]}"), "url");
        refused(4004, onem2m.retrieve("cse-in/nothing-here"));
        refused(4108, onem2m.create(node, 12, "{\"m2m:mgc\":{\"cmt\":2,\"ext\":\"" + node + "\"}}"));
    }

    @Test
    public void another_originator_has_no_privilege() {
        HttpRequest.Builder request = HttpRequest.newBuilder(oneM2m("cse-in"))
                .header("X-M2M-Origin", "CSomebody")
                .header("X-M2M-RI", "1")
                .header("X-M2M-RVI", "3");

        refused(4103, onem2m.send(request));
    }

    @Test
    public void malformed_soap_is_refused_and_the_server_goes_on() throws Exception {
        for (String body : new String[] {
            "<soap:Envelope",
            "no XML at all",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>"
                    + INFORM.formatted("<cwmp:Inform>&b;</cwmp:Inform>"),
            INFORM.formatted("<cwmp:TransferComplete><CommandKey>k</CommandKey></cwmp:TransferComplete>"),
            INFORM.formatted("<cwmp:GetRPCMethods/>"),
        }) {
            HttpResponse<String> response = cwmp(body);

            assertThat(response.body()).doesNotContain("root:").doesNotContain("Exception");
            assertThat(response.statusCode() / 100 == 4 || response.body().contains("Fault"))
                    .describedAs("%s -> %d %s", body, response.statusCode(), response.body())
                    .isTrue();
        }
        SimulatedCpe cpe = cpe("AFTERWARDS");
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void a_connection_request_goes_nowhere_but_to_where_the_cpe_informed_from() throws Exception {
        SimulatedCpe cpe = cpe("ELSEWHERE", as -> as.listen(new InetSocketAddress("127.0.0.2", 0)));
        onem2m.createCommand("elsewhere", CmdType.REBOOT.value(), node(cpe), "");

        Answer executed = onem2m.execute("cse-in/elsewhere");

        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(6020);
        assertThat(executed.debug()).contains("127.0.0.2", "connection.request.networks");
        assertThat(cpe.connectionRequests()).isZero();
    }

    @Test
    public void an_oversized_body_is_refused_on_both_ports() throws Exception {
        String large = " ".repeat(5_000_000);

        assertThat(cwmp(large).statusCode()).isEqualTo(413);
        assertThat(onem2m.create("cse-in", 12, large).status()).isEqualTo(413);
    }

    @Test
    public void attacks_on_the_cwmp_port_are_refused_without_a_stack_trace_in_the_log() throws Exception {
        Path log = Path.of(System.getProperty("karaf.data"), "log", "karaf.log");
        long before = Files.size(log);

        assertThat(cwmp(INFORM.formatted("<a>".repeat(1_000))).statusCode()).isEqualTo(413);
        assertThat(cwmp(INFORM.formatted("<cwmp:Inform a='" + "' a='".repeat(50) + "'/>"))
                        .statusCode())
                .isEqualTo(413);
        assertThat(cwmp(INFORM.formatted("<cwmp:Inform>" + "<a/>".repeat(450_000) + "</cwmp:Inform>"))
                        .statusCode())
                .isEqualTo(413);
        assertThat(cwmp(INFORM.formatted("<cwmp:Inform><RetryCount>" + "1".repeat(1_100_000)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(cwmp().header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(bomb())))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(cwmp().header("X-Long", "x".repeat(20_000)).POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(431);
        assertThat(send(cwmp().POST(BodyPublishers.noBody())).statusCode()).isEqualTo(400);

        byte[] written = Files.readAllBytes(log);
        assertThat(new String(written, (int) before, written.length - (int) before, StandardCharsets.UTF_8))
                .doesNotContain("\tat ");
    }

    /** A few kilobytes that inflate to 20 million bytes. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[20_000_000]);
        }
        return bytes.toByteArray();
    }

    @Test
    public void each_port_serves_its_own_protocol_only() throws Exception {
        HttpResponse<String> oneM2mOnCwmp =
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + cwmpPort + "/cse-in"))
                        .header("X-M2M-Origin", "CAdmin")
                        .header("X-M2M-RI", "1")
                        .header("X-M2M-RVI", "3"));
        HttpResponse<String> cwmpOnOneM2m = send(HttpRequest.newBuilder(oneM2m(""))
                .header("Content-Type", "text/xml")
                .header("SOAPAction", "")
                .POST(BodyPublishers.ofString(INFORM.formatted("<cwmp:GetRPCMethods/>"))));

        assertThat(oneM2mOnCwmp.statusCode()).isBetween(400, 499);
        assertThat(oneM2mOnCwmp.headers().firstValue("X-M2M-RSC")).isEmpty();
        assertThat(oneM2mOnCwmp.body()).doesNotContain("m2m:");
        assertThat(cwmpOnOneM2m.statusCode()).isBetween(400, 499);
        assertThat(cwmpOnOneM2m.body()).doesNotContain("Envelope");
    }

    private Answer command(int cmdType, String target, String more) {
        return onem2m.create(
                "cse-in", 12, "{\"m2m:mgc\":{\"cmt\":%d,\"ext\":\"%s\",%s}}".formatted(cmdType, target, more));
    }

    private static void refused(int rsc, Answer answer, String... named) {
        assertThat(answer.rsc()).describedAs(answer.toString()).isEqualTo(rsc);
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.debug()).hasSizeGreaterThan(10).doesNotContain("Exception");
        if (named.length > 0) {
            assertThat(answer.debug()).containsAnyOf(named);
        }
    }

    private URI oneM2m(String path) {
        return URI.create("http://127.0.0.1:" + onem2mPort + "/" + path);
    }

    private HttpResponse<String> cwmp(String body) throws Exception {
        return send(cwmp().POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder cwmp() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + cwmpPort + "/"))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", "");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }
}
