package org.viaduct.onem2m.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong in one way each: none reaches the CSE, and each answer says what to change. */
class AttackTest {

    private final RecordingCse cse = new RecordingCse();
    private Binding binding;

    @BeforeEach
    void start() throws Exception {
        binding = new Binding(Duration.ofSeconds(5), Duration.ofSeconds(5));
        binding.servlet.bindCse(cse);
    }

    @AfterEach
    void nothing_reached_the_cse() throws Exception {
        binding.close();
        assertThat(cse.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-M2M-Origin", "X-M2M-RI", "X-M2M-RVI"})
    void a_missing_header_is_4000(String name) throws Exception {
        refused(binding.call("GET", "/cse-in").without(name), 400, 4000, name);
        refused(binding.call("GET", "/cse-in").header(name, ""), 400, 4000, name);
    }

    @Test
    void a_header_given_twice_is_4000() throws Exception {
        refused(binding.call("GET", "/cse-in").header("X-M2M-Origin", "CAdmin", "CEvil"), 400, 4000, "X-M2M-Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "6", "2A", "x"})
    void a_release_that_is_not_served_is_4001(String release) throws Exception {
        refused(binding.call("GET", "/cse-in").header("X-M2M-RVI", release), 501, 4001, "2a, 3, 4, 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "OPTIONS", "FOO", "get"})
    void another_method_is_4005(String method) throws Exception {
        HttpResponse<String> response = refused(binding.call(method, "/cse-in"), 405, 4005, "GET, POST, PUT, DELETE");
        assertThat(response.headers().firstValue("Allow")).contains("GET, POST, PUT, DELETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/cse-in/", "//cse-in", "/~", "/_", "/~/", "/cse-in/a%2Fb", "/cse-in/%0A"})
    void a_path_that_names_no_resource_is_4000(String path) throws Exception {
        refusedRaw("GET " + path, "4000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/../etc/passwd", "/cse-in/..", "/cse-in/%2e%2e/x", "/cse-in/%FF", "/cse-in/%zz", "/cse-in/a%00"
            })
    void a_path_with_dots_or_broken_encoding_is_refused(String path) throws Exception {
        try (Socket socket = new Socket(binding.address(), binding.port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-M2M-Origin: C\r\n"
                                    + "X-M2M-RI: 1\r\nX-M2M-RVI: 3\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rcn=77,rcn",
        "rcn=x,rcn",
        "rcn=-1,rcn",
        "rcn=99999999999999999999,rcn",
        "rt=6,rt",
        "rt=0,rt",
        "fu=4,fu",
        "fu=,fu",
        "drt=3,drt",
        "ty=,ty",
        "ty=a,ty",
        "ty=4++5,ty",
        "ty=0,ty",
        "lbl=,lbl",
        "crb=yesterday,crb",
        "cra=20261301T000000,cra",
        "ms=2026,ms",
        "us=x,us",
        "exb=x,exb",
        "exa=x,exa",
        "lvl=0,lvl",
        "lvl=-1,lvl",
        "lim=x,lim",
        "lim=-1,lim",
        "lim=9999999999,from 0 to 999999999",
        "gq=x,gq",
        "atrl=,atrl",
        "ofst=0,ofst",
        "rcn=1&rcn=4,rcn",
        "nonsense=1,nonsense",
        "rcn,name=value",
        "=1,name=value",
        "lbl=%zz,lbl",
        "lbl=%ff,lbl",
        "rcn=%,rcn"
    })
    void a_malformed_query_argument_is_4000_and_named(String query, String named) throws Exception {
        refusedRaw("GET /cse-in?" + query, "4000", named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sts=1", "smf=x", "arp=x", "atr=x", "cfq=x", "rids=x", "tids=x", "ltids=x", "tqi=1", "asi=1", "auri=1",
                "sqi=1", "rcn=10", "rcn=12"
            })
    void a_query_argument_that_is_not_supported_is_5001(String query) throws Exception {
        refused(binding.call("GET", "/cse-in?" + query), 501, 5001, query.substring(0, query.indexOf('=')));
    }

    @Test
    void a_list_of_attributes_goes_with_a_get_of_one_resource() throws Exception {
        refused(binding.call("DELETE", "/cse-in/fw?atrl=ri"), 400, 4000, "atrl");
        refused(binding.call("GET", "/cse-in?fu=1&atrl=ri"), 400, 4000, "atrl");
        refused(
                binding.call("PUT", "/cse-in/fw?atrl=ri").body("application/json", "{\"m2m:mgc\":{}}"),
                400,
                4000,
                "atrl");
    }

    @Test
    void a_discovery_is_a_get() throws Exception {
        refused(binding.call("DELETE", "/cse-in?fu=1"), 400, 4000, "fu");
    }

    @ParameterizedTest
    @CsvSource({
        "X-M2M-RET,tomorrow",
        "X-M2M-RET,-5",
        "X-M2M-RET,9999999999999999999999",
        "X-M2M-RET,2026-11-20T10:00:00Z",
        "X-M2M-RST,tomorrow",
        "X-M2M-OET,-1",
        "X-M2M-RST,999999999999999",
        "X-M2M-RET,99991231T235959",
        "X-M2M-OT,now"
    })
    void a_malformed_time_is_4000(String name, String value) throws Exception {
        refused(binding.call("GET", "/cse-in").header(name, value), 400, 4000, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a/&", "&http://a/", "http://a/&&http://b/", "1&2&3&4&5&6&7&8&9&10&11"})
    void a_malformed_list_of_notification_targets_is_4000(String value) throws Exception {
        refused(binding.call("GET", "/cse-in?rt=2").header("X-M2M-RTU", value), 400, 4000, "X-M2M-RTU");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/html, image/png", "application/json;q=0"})
    void what_cannot_be_served_is_not_acceptable(String accept) throws Exception {
        refused(binding.call("GET", "/cse-in").header("Accept", accept), 406, 5207, "Accept");
    }

    @Test
    void a_malformed_quality_is_4000() throws Exception {
        refused(binding.call("GET", "/cse-in").header("Accept", "application/json;q=high"), 400, 4000, "q in Accept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/xml;ty=12",
                "text/plain",
                ";ty=12",
                "application/json;charset=utf-16;ty=12",
                "x;;=;\""
            })
    void another_content_type_is_4015(String contentType) throws Exception {
        refused(binding.call("POST", "/cse-in").body(contentType, "{\"m2m:mgc\":{}}"), 415, 4015, "Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "-1", "1.5", "999999"})
    void a_ty_that_is_no_number_is_4000(String type) throws Exception {
        refused(
                binding.call("POST", "/cse-in").body("application/json;ty=" + type, "{\"m2m:mgc\":{}}"),
                400,
                4000,
                "ty");
    }

    @Test
    void content_where_none_belongs_or_none_where_it_does_is_4000() throws Exception {
        refused(binding.call("GET", "/cse-in").body("application/json", "{}"), 400, 4000, "body");
        refused(binding.call("PUT", "/cse-in").header("Content-Type", "application/json"), 400, 4000, "content");
        refused(binding.call("PUT", "/cse-in"), 400, 4000, "needs content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"m2m:mgc\":",
                "{\"m2m:mgc\":{\"rn\":}}",
                "{'m2m:mgc':{}}",
                "{\"m2m:mgc\":{\"rn\":NaN}}",
                "{\"m2m:mgc\":{\"rn\":01}}",
                "{\"m2m:mgc\":{\"rn\":\"\\x\"}}",
                "{\"m2m:mgc\":{},}",
                "{\"m2m:mgc\":{}} x",
                "{\"m2m:mgc\":{}}{}",
                "{\"m2m:mgc\":{\"rn\":\"a\",\"rn\":\"b\"}}",
                "{\"m2m:mgc\":{},\"m2m:mgc\":{}}",
                "{\"m2m:mgc\":{},\"m2m:cnt\":{}}",
                "{}",
                "[]",
                "5",
                "null",
                "{\"m2m:mgc\":null}",
                "{\"m2m:mgc\":{\"rn\":null}}",
                "{\"m2m:mgc\":{\"rn\":1e999}}",
                "\uFEFF"
            })
    void json_that_is_malformed_or_misshapen_is_4000_with_its_place(String body) throws Exception {
        HttpResponse<String> response = refused(create(body), 400, 4000, "line 1, column ");
        assertThat(response.body())
                .doesNotContain("Source")
                .doesNotContain("\\n")
                .doesNotContain("com.fasterxml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"m2m:mgc\":{\"pwd\":SECRET}}",
                "{\"m2m:mgc\":{\"pwd\":'SECRET'}}",
                "{\"m2m:mgc\":{\"pwd\":\"\",SECRET}}",
                "{\"m2m:mgc\":{\"pwd\":\"x\"SECRET}}",
                "{\"m2m:mgc\":{SECRET:1}}",
                "{\"m2m:mgc\":{\"SECRET\":1,\"SECRET\":2}}",
                "{\"m2m:mgc\":{}}SECRET",
                "SECRET"
            })
    void what_is_not_json_is_not_repeated(String body) throws Exception {
        assertThat(refused(create(body), 400, 4000, "line 1, column ").body()).doesNotContain("SECRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"m2m:mgc\":{\"rn\":NaN}}",
                "{\"m2m:mgc\":{\"rn\":+1}}",
                "{\"m2m:mgc\":{/* why */}}",
                "{\"m2m:mgc\":{# why\n}}",
                "{\"m2m:mgc\":{\"rn\":.5}}"
            })
    void the_settings_of_the_parser_are_not_talked_about(String body) throws Exception {
        refused(create(body), 400, 4000, "expected a string or name in double quotes");
    }

    @Test
    void the_place_of_an_error_is_line_and_column() throws Exception {
        refused(create("{\"m2m:mgc\":{\n  \"rn\": oops}}"), 400, 4000, "line 2, column ");
    }

    @Test
    void an_update_deletes_attributes_only() throws Exception {
        refused(
                binding.call("PUT", "/cse-in/fw").body("application/json", "{\"m2m:mgc\":{\"exra\":{\"rst\":null}}}"),
                400,
                4000,
                "null");
    }

    @Test
    void json_over_a_limit_is_4000() throws Exception {
        refused(create("{\"m2m:mgc\":" + "[".repeat(100_000)), 400, 4000, "nested");
        refused(create("{\"m2m:mgc\":" + "{\"a\":".repeat(100_000)), 400, 4000, "nested");
        refused(create("{\"m2m:mgc\":{\"rn\":\"" + "x".repeat(1001) + "\"}}"), 400, 4000, "1000");
        refused(create("{\"m2m:mgc\":{\"" + "x".repeat(5000) + "\":1}}"), 400, 4000, "1000");
        refused(create("{\"m2m:mgc\":{\"n\":" + "9".repeat(200) + "}}"), 400, 4000, "100");
        String members =
                IntStream.range(0, 101).mapToObj(i -> "\"m" + i + "\":1").collect(Collectors.joining(","));
        refused(create("{\"m2m:mgc\":{" + members + "}}"), 400, 4000, "100 values");
    }

    @Test
    void bytes_that_are_not_utf_8_are_4000() throws Exception {
        byte[] body = "{\"m2m:mgc\":{\"rn\":\"\u00e4\"}}".getBytes(StandardCharsets.ISO_8859_1);
        refused(binding.call("POST", "/cse-in").body("application/json;ty=12", body), 400, 4000, "UTF-8");
        byte[] wide = "{\"m2m:mgc\":{}}".getBytes(StandardCharsets.UTF_16LE);
        refused(binding.call("POST", "/cse-in").body("application/json;ty=12", wide), 400, 4000, "JSON");
    }

    @Test
    void what_the_caller_sent_is_quoted_shortly_and_escaped() throws Exception {
        HttpResponse<String> response =
                refused(binding.call("GET", "/cse-in?rcn=%22%3Cscript%3E" + "x".repeat(3000)), 400, 4000, "rcn");
        assertThat(response.body()).contains("\\\"<script>").hasSizeLessThan(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    private Binding.Call create(String body) {
        return binding.call("POST", "/cse-in").body("application/json;ty=12", body);
    }

    private static HttpResponse<String> refused(Binding.Call call, int status, int rsc, String named) throws Exception {
        HttpResponse<String> response = call.send();
        assertThat(response.headers().firstValue("X-M2M-RSC")).contains(Integer.toString(rsc));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"m2m:dbg\":\"").contains(named);
        return response;
    }

    /** For targets that an ordinary client would not send. */
    private void refusedRaw(String requestLine, String... expected) throws Exception {
        try (Socket socket = new Socket(binding.address(), binding.port())) {
            socket.getOutputStream()
                    .write((requestLine + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-M2M-Origin: C\r\n"
                                    + "X-M2M-RI: 1\r\nX-M2M-RVI: 3\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("m2m:dbg")
                    .contains(expected);
        }
    }
}
