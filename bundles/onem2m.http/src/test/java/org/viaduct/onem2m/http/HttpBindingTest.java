package org.viaduct.onem2m.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;
import static org.viaduct.onem2m.http.RecordingCse.response;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResponseType;
import org.viaduct.onem2m.ResultContent;
import org.viaduct.onem2m.api.HandlerStoppedException;

class HttpBindingTest {

    private final RecordingCse cse = new RecordingCse();
    private Binding binding;

    @BeforeEach
    void start() throws Exception {
        binding = new Binding(Duration.ofSeconds(5), Duration.ofSeconds(5));
        binding.servlet.bindCse(cse);
    }

    @AfterEach
    void stop() throws Exception {
        binding.close();
    }

    @Test
    void a_get_is_a_retrieve() throws Exception {
        HttpResponse<String> response = binding.call("GET", "/cse-in").send();

        assertThat(cse.last().operation()).isEqualTo(Operation.RETRIEVE);
        assertThat(cse.last().to()).isEqualTo("cse-in");
        assertThat(cse.last().from()).isEqualTo("CAdmin");
        assertThat(cse.last().requestId()).isEqualTo("r1");
        assertThat(cse.last().releaseVersion()).isEqualTo("4");
        assertThat(cse.last().responseType()).isEqualTo(ResponseType.BLOCKING_REQUEST);
        assertThat(cse.last().requestExpiration()).isEmpty();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"m2m:cb\":{\"ty\":5}}");
        assertThat(header(response, "X-M2M-RSC")).contains("2000");
        assertThat(header(response, "X-M2M-RI")).contains("r1");
        assertThat(header(response, "X-M2M-RVI")).contains("4");
        assertThat(header(response, "X-M2M-OT")).contains("20261120T100000,000000");
        assertThat(header(response, "Content-Type")).contains("application/json");
        assertThat(header(response, "Content-Length")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;ty=12",
                "application/json; charset=utf-8; ty=12",
                "application/vnd.onem2m-res+json; ty=12",
                "Application/JSON;TY=\"12\";charset=\"UTF-8\""
            })
    void a_post_with_ty_is_a_create(String contentType) throws Exception {
        cse.answersWith(request -> new ResponsePrimitive(
                ResponseStatusCode.CREATED,
                request.requestId(),
                request.content(),
                Optional.of("cse-in/fw 1%"),
                OptionalInt.empty()));
        HttpResponse<String> response = binding.call("POST", "/cse-in")
                .body(contentType, "{\"m2m:mgc\":{\"rn\":\"fw 1%\"}}")
                .send();

        assertThat(cse.last().operation()).isEqualTo(Operation.CREATE);
        assertThat(cse.last().resourceType()).hasValue(12);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(header(response, "Content-Location")).contains("/cse-in/fw%201%25");
    }

    @Test
    void a_post_without_ty_is_a_notify() throws Exception {
        binding.call("POST", "/cse-in")
                .body("application/json", "{\"m2m:sgn\":{}}")
                .send();
        assertThat(cse.last().operation()).isEqualTo(Operation.NOTIFY);
        assertThat(cse.last().resourceType()).isEmpty();
    }

    @Test
    void a_put_is_an_update_whose_null_deletes() throws Exception {
        binding.call("PUT", "/cse-in/fw")
                .body("application/json", "{\"m2m:mgc\":{\"lbl\":null,\"exe\":true}}")
                .send();
        assertThat(cse.last().operation()).isEqualTo(Operation.UPDATE);
        assertThat(cse.last().content().orElseThrow().members())
                .containsExactly(entry("lbl", null), entry("exe", true));
    }

    @Test
    void a_delete_is_a_delete_and_no_content_is_no_body() throws Exception {
        cse.answersWith(request -> new ResponsePrimitive(
                ResponseStatusCode.DELETED,
                request.requestId(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty()));
        HttpResponse<String> response = binding.call("DELETE", "/cse-in/fw").send();
        assertThat(cse.last().operation()).isEqualTo(Operation.DELETE);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "X-M2M-RSC")).contains("2002");
        assertThat(header(response, "Content-Length")).contains("0");
        assertThat(header(response, "Content-Type")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/cse-in/fw,cse-in/fw",
        "/mgc-01h9,mgc-01h9",
        "/-/fw,-/fw",
        "/~/id-in/cse-in/fw,/id-in/cse-in/fw",
        "/_/sp.example/id-in/mgc-1,//sp.example/id-in/mgc-1",
        "/cse-in/a%20b,cse-in/a b",
        "/cse-in/a+b,cse-in/a+b",
        "/cse-in/00D09E-X%2520Y-1,cse-in/00D09E-X%20Y-1",
        "/cse-in/%C3%A4,cse-in/ä",
        "/cse-in/a;b=c,cse-in/a;b=c",
        "/cse-in/~/x,cse-in/~/x"
    })
    void the_path_is_the_to_parameter_decoded_once(String path, String to) throws Exception {
        binding.call("GET", path).send();
        assertThat(cse.last().to()).isEqualTo(to);
        assertThat(Target.to(Target.path(to))).isEqualTo(to);
    }

    @Test
    void a_list_of_attributes_is_the_content_of_a_retrieve() throws Exception {
        binding.call("GET", "/cse-in/fw?atrl=ri+lbl&rcn=1").send();
        assertThat(cse.last().operation()).isEqualTo(Operation.RETRIEVE);
        assertThat(cse.last().content()).contains(new Representation("m2m:atrl", List.of("ri", "lbl")));
    }

    @Test
    void a_limit_may_be_zero() throws Exception {
        binding.call("GET", "/cse-in?fu=1&lim=0").send();
        assertThat(cse.last().filter().limit()).hasValue(0);
    }

    @Test
    void the_query_carries_discovery() throws Exception {
        binding.call(
                        "GET",
                        "/cse-in?fu=1&ty=12+8&ty=14&lbl=a%2Bb+c:d&rcn=6&drt=2&crb=20261231T235959&cra=20260101T000000,5"
                                + "&ms=20260102T000000&us=20260103T000000&exb=20260104T000000&exa=20260105T000000"
                                + "&lvl=2&lim=10&ofst=11&rt=3")
                .send();
        RequestPrimitive request = cse.last();
        assertThat(request.discovery()).isTrue();
        assertThat(request.resultContent()).contains(ResultContent.CHILD_RESOURCE_REFERENCES);
        assertThat(request.identifierType()).isEqualTo(DesiredIdentifierResultType.UNSTRUCTURED);
        assertThat(request.filter().types()).containsExactlyInAnyOrder(8, 12, 14);
        assertThat(request.filter().labels()).containsExactlyInAnyOrder("a+b", "c:d");
        assertThat(request.filter().createdBefore()).contains(Instant.parse("2026-12-31T23:59:59Z"));
        assertThat(request.filter().createdAfter()).contains(Instant.parse("2026-01-01T00:00:00.5Z"));
        assertThat(request.filter().modifiedSince()).contains(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(request.filter().unmodifiedSince()).contains(Instant.parse("2026-01-03T00:00:00Z"));
        assertThat(request.filter().expireBefore()).contains(Instant.parse("2026-01-04T00:00:00Z"));
        assertThat(request.filter().expireAfter()).contains(Instant.parse("2026-01-05T00:00:00Z"));
        assertThat(request.filter().level()).hasValue(2);
        assertThat(request.filter().limit()).hasValue(10);
        assertThat(request.filter().offset()).isEqualTo(11);
    }

    @Test
    void the_times_of_result_and_execution_are_read() throws Exception {
        binding.call("GET", "/cse-in?rt=1")
                .header("X-M2M-RST", "20261120T120000")
                .header("X-M2M-OET", "5000")
                .send();
        assertThat(cse.last().resultExpiration()).contains(Instant.parse("2026-11-20T12:00:00Z"));
        assertThat(cse.last().operationExecution()).contains(Instant.parse("2026-11-20T10:00:05Z"));
    }

    @Test
    void the_notification_targets_are_a_list_with_ampersands() throws Exception {
        binding.call("GET", "/cse-in?rt=2")
                .header("X-M2M-RTU", "http://127.0.0.1:9000/a?b=c&http://127.0.0.1:9001/")
                .send();
        assertThat(cse.last().notificationTargets())
                .contains(List.of("http://127.0.0.1:9000/a?b=c", "http://127.0.0.1:9001/"));
    }

    @Test
    void no_notification_target_is_another_thing_than_an_empty_list() throws Exception {
        binding.call("GET", "/cse-in?rt=2").send();
        assertThat(cse.last().notificationTargets()).isEmpty();
        binding.call("GET", "/cse-in?rt=2").header("X-M2M-RTU", "").send();
        assertThat(cse.last().notificationTargets()).contains(List.of());
    }

    @ParameterizedTest
    @CsvSource({"30000,2026-11-20T10:00:30Z", "20261120T110000,2026-11-20T11:00:00Z"})
    void the_expiration_is_absolute_or_in_milliseconds(String value, Instant expected) throws Exception {
        binding.call("GET", "/cse-in").header("X-M2M-RET", value).send();
        assertThat(cse.last().requestExpiration()).contains(expected);
    }

    @Test
    void numbers_keep_their_value() throws Exception {
        binding.call("POST", "/cse-in")
                .body(
                        "application/json;ty=4",
                        "{\"m2m:cin\":{\"n\":[1,-9223372036854775808,9223372036854775808,1.5,0.1000000000000000000001,1e2]}}")
                .send();
        assertThat(cse.last().content().orElseThrow().members())
                .containsEntry(
                        "n",
                        List.of(
                                1L,
                                Long.MIN_VALUE,
                                new BigInteger("9223372036854775808"),
                                1.5,
                                new BigDecimal("0.1000000000000000000001"),
                                100.0));
    }

    @Test
    void values_are_written_as_they_are() throws Exception {
        cse.answersWith(request -> response(
                request,
                ResponseStatusCode.OK,
                new Representation(
                        "m2m:uril", Arrays.asList("ä\"", true, 1L, 1.5, new BigInteger("9223372036854775808"), null))));
        assertThat(binding.call("GET", "/cse-in").send().body())
                .isEqualTo("{\"m2m:uril\":[\"ä\\\"\",true,1,1.5,9223372036854775808,null]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/vnd.onem2m-res+json|application/vnd.onem2m-res+json",
                "application/xml, application/json;q=0.5|application/json",
                "application/json;q=0.1, */*|application/vnd.onem2m-res+json",
                "*/*|application/json"
            })
    void the_response_has_the_type_that_is_accepted_best(String accept, String type) throws Exception {
        assertThat(header(
                        binding.call("GET", "/cse-in").header("Accept", accept).send(), "Content-Type"))
                .contains(type);
    }

    @Test
    void a_partial_result_says_where_to_go_on() throws Exception {
        cse.answersWith(request -> new ResponsePrimitive(
                ResponseStatusCode.OK,
                request.requestId(),
                Optional.of(new Representation("m2m:uril", List.of("cse-in/a"))),
                Optional.empty(),
                OptionalInt.of(2)));
        HttpResponse<String> response =
                binding.call("GET", "/cse-in?fu=1&lim=1").send();
        assertThat(header(response, "X-M2M-CTS")).contains("1");
        assertThat(header(response, "X-M2M-CTO")).contains("2");
    }

    @Test
    void a_failure_has_the_status_of_the_table_and_a_sentence() throws Exception {
        cse.answersWith(request -> ResponsePrimitive.failure(
                request.requestId(), ResponseStatusCode.MGMT_SESSION_ESTABLISHMENT_TIMEOUT, "No Inform."));
        HttpResponse<String> response = binding.call("GET", "/cse-in").send();
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(header(response, "X-M2M-RSC")).contains("6021");
        assertThat(response.body()).isEqualTo("{\"m2m:dbg\":\"No Inform.\"}");
    }

    @Test
    void a_refused_method_is_not_among_those_that_are_allowed() throws Exception {
        cse.answersWith(request -> ResponsePrimitive.failure(
                request.requestId(), ResponseStatusCode.OPERATION_NOT_ALLOWED, "The CSEBase is not deleted."));
        assertThat(header(binding.call("DELETE", "/cse-in").send(), "Allow")).contains("GET, POST, PUT");
    }

    @Test
    void what_the_cse_waits_for_at_most_is_shorter_than_the_default_timeout() throws Exception {
        Object milliseconds = HttpBinding.Configuration.class
                .getDeclaredMethod("response_timeout")
                .getDefaultValue();
        assertThat(Duration.ofMillis((int) milliseconds)).isGreaterThan(Duration.ofSeconds(5_400 + 60));
    }

    @Test
    void a_response_that_comes_later_is_written_then() throws Exception {
        CompletableFuture<ResponsePrimitive> later = new CompletableFuture<>();
        cse.behaviour = request -> later;
        CompletableFuture<HttpResponse<String>> response = sendInBackground(binding.call("GET", "/cse-in"));
        await().until(() -> !cse.requests.isEmpty());
        assertThat(response).isNotDone();
        later.complete(ResponsePrimitive.failure("r1", ResponseStatusCode.NOT_FOUND, "Gone."));
        assertThat(response.join().statusCode()).isEqualTo(404);
    }

    @Test
    void a_caller_who_went_away_harms_nobody() throws Exception {
        CompletableFuture<ResponsePrimitive> later = new CompletableFuture<>();
        cse.behaviour = request -> later;
        try (Socket socket = new Socket(binding.address(), binding.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write("GET /cse-in HTTP/1.1\r\nHost: a\r\nX-M2M-Origin: C\r\nX-M2M-RI: 1\r\nX-M2M-RVI: 3\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> !cse.requests.isEmpty());
        }
        later.complete(ResponsePrimitive.failure("1", ResponseStatusCode.NOT_FOUND, "x".repeat(1_000_000)));
        cse.behaviour = new RecordingCse().behaviour;
        assertThat(binding.call("GET", "/cse-in").send().statusCode()).isEqualTo(200);
    }

    @Test
    void a_cse_that_never_answers_is_answered_for_with_4008() throws Exception {
        try (Binding impatient = new Binding(Duration.ofSeconds(5), Duration.ofMillis(100))) {
            impatient.servlet.bindCse(cse);
            cse.behaviour = request -> new CompletableFuture<>();
            HttpResponse<String> response = impatient.call("GET", "/cse-in").send();
            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(header(response, "X-M2M-RSC")).contains("4008");
        }
    }

    @Test
    void a_cse_that_fails_is_answered_for_with_5000_without_detail() throws Exception {
        cse.behaviour = request -> {
            throw new IllegalStateException("secret");
        };
        HttpResponse<String> response = binding.call("GET", "/cse-in").send();
        assertThat(header(response, "X-M2M-RSC")).contains("5000");
        assertThat(response.body()).doesNotContain("secret");
    }

    @Test
    void an_update_of_the_cse_looks_like_a_pause() throws Exception {
        binding.servlet.unbindCse(cse);
        CompletableFuture<HttpResponse<String>> response =
                sendInBackground(binding.call("POST", "/cse-in").body("application/json;ty=12", "{\"m2m:mgc\":{}}"));
        await().pollDelay(Duration.ofMillis(100)).until(() -> !response.isDone());
        RecordingCse updated = new RecordingCse();
        binding.servlet.bindCse(updated);
        assertThat(response.join().statusCode()).isEqualTo(200);
        assertThat(updated.requests).hasSize(1);
        assertThat(cse.requests).isEmpty();
    }

    @Test
    void what_a_cse_that_is_updated_leaves_to_the_next_is_given_to_that() throws Exception {
        cse.behaviour = request -> {
            binding.servlet.unbindCse(cse);
            return CompletableFuture.failedFuture(HandlerStoppedException.again());
        };
        CompletableFuture<HttpResponse<String>> response =
                sendInBackground(binding.call("POST", "/cse-in").body("application/json;ty=12", "{\"m2m:mgc\":{}}"));
        await().until(() -> !cse.requests.isEmpty());
        RecordingCse updated = new RecordingCse();
        binding.servlet.bindCse(updated);
        assertThat(response.join().statusCode()).isEqualTo(200);
        assertThat(updated.requests).hasSize(1);
    }

    @Test
    void without_a_cse_the_answer_is_503_after_the_pause() throws Exception {
        try (Binding alone = new Binding(Duration.ofMillis(50), Duration.ofSeconds(5))) {
            HttpResponse<String> response = alone.call("GET", "/cse-in").send();
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(header(response, "X-M2M-RSC")).contains("5000");
            assertThat(header(response, "Retry-After")).contains("5");
            assertThat(response.body()).contains("m2m:dbg").contains("try again");
        }
    }

    private static CompletableFuture<HttpResponse<String>> sendInBackground(Binding.Call call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.send();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Optional<String> header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name);
    }
}
