package org.viaduct.onem2m.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration.Customizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.access.Caller;
import org.viaduct.onem2m.access.Callers;
import org.viaduct.testkit.ErrorStream;
import org.viaduct.testkit.TestCertificate;

class AuthenticationTest {

    private static final String TOKEN = "planted.token";
    private static final Customizer OVER_TLS = (channel, configuration, request) -> request.setSecure(true);

    private final RecordingCse cse = new RecordingCse();
    private Binding binding;

    @BeforeEach
    void start() throws Exception {
        binding = new Binding(Duration.ofSeconds(5), Duration.ofSeconds(5));
        binding.servlet.bindCse(cse);
        binding.servlet.bindCallers(new KnownCallers());
    }

    @AfterEach
    void stop() throws Exception {
        binding.close();
    }

    @Test
    void on_loopback_over_plain_http_nobody_needs_credentials() throws Exception {
        assertThat(get().send().statusCode()).isEqualTo(200);
    }

    @Test
    void over_tls_a_request_without_credentials_is_answered_401_with_a_challenge() throws Exception {
        binding.arrival = OVER_TLS;
        HttpResponse<String> response = get().send();
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"viaduct\"");
        assertThat(response.headers().firstValue("X-M2M-RSC")).contains("4103");
        assertThat(response.headers().firstValue("X-M2M-RI")).contains("r1");
        assertThat(response.body()).contains("m2m:dbg").contains("onem2m:token add");
        assertThat(cse.requests).isEmpty();
    }

    @Test
    void a_token_lets_its_holder_use_its_originators_and_no_other() throws Exception {
        binding.arrival = OVER_TLS;
        assertThat(get("Bearer " + TOKEN).send().statusCode()).isEqualTo(200);
        assertThat(cse.last().from()).isEqualTo("CAdmin");
        HttpResponse<String> other =
                get("Bearer " + TOKEN).header("X-M2M-Origin", "COther").send();
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("X-M2M-RSC")).contains("4103");
        assertThat(other.body())
                .contains("not bound to the originator 'COther'")
                .contains("CAdmin");
        assertThat(cse.requests).hasSize(1);
    }

    @Test
    void an_originator_that_is_named_twice_is_refused() throws Exception {
        binding.arrival = OVER_TLS;
        assertThat(get("Bearer " + TOKEN)
                        .header("X-M2M-Origin", "CAdmin", "COther")
                        .send()
                        .statusCode())
                .isEqualTo(400);
        assertThat(cse.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer unknown.token", "Bearer", "Bearer  ", "Basic Q0FkbWluOng=", "Bearer a b", "planted.token"
            })
    void wrong_credentials_are_refused_on_loopback_too(String authorization) throws Exception {
        HttpResponse<String> response = get(authorization).send();
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(response.body()).doesNotContain("unknown.token");
        assertThat(cse.requests).isEmpty();
    }

    @Test
    void a_client_certificate_stands_for_the_originators_it_is_bound_to() throws Exception {
        binding.arrival = (channel, configuration, request) -> {
            request.setSecure(true);
            request.setAttribute(
                    "javax.servlet.request.X509Certificate", new X509Certificate[] {TestCertificate.OPERATIONS});
        };
        assertThat(get().send().statusCode()).isEqualTo(200);
        assertThat(get().header("X-M2M-Origin", "COther").send().statusCode()).isEqualTo(403);
        binding.servlet.bindCallers(new NobodyKnown());
        HttpResponse<String> unbound = get().send();
        assertThat(unbound.statusCode()).isEqualTo(403);
        assertThat(unbound.body()).contains("CN=operations,O=Example is bound to no originator");
        assertThat(get("Bearer " + TOKEN).send().statusCode()).isEqualTo(401);
    }

    @Test
    void where_loopback_is_not_trusted_it_needs_credentials_too() throws Exception {
        binding.close();
        binding = new Binding(Duration.ofSeconds(5), Duration.ofSeconds(5), false);
        binding.servlet.bindCse(cse);
        binding.servlet.bindCallers(new KnownCallers());
        assertThat(get().send().statusCode()).isEqualTo(401);
        assertThat(get("Bearer " + TOKEN).send().statusCode()).isEqualTo(200);
    }

    @Test
    void a_request_waits_for_the_check_of_credentials_while_it_is_updated() throws Exception {
        binding.close();
        binding = new Binding(Duration.ofMillis(300), Duration.ofSeconds(5));
        binding.servlet.bindCse(cse);
        HttpResponse<String> unavailable = get("Bearer " + TOKEN).send();
        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).isPresent();
        CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)
                .execute(() -> binding.servlet.bindCallers(new KnownCallers()));
        HttpResponse<String> served = binding.call("PUT", "/cse-in/x")
                .header("Authorization", "Bearer " + TOKEN)
                .body("application/json", "{\"m2m:cnt\": {\"lbl\": [\"a\"]}}")
                .send();
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(cse.last().content()).isPresent();
    }

    @Test
    void while_the_tokens_cannot_be_read_nobody_gets_in() throws Exception {
        binding.servlet.bindCallers(new NobodyKnown() {
            @Override
            public Optional<Caller> byToken(String token) {
                throw new OneM2mException(ResponseStatusCode.INTERNAL_SERVER_ERROR, "The store is down.");
            }
        });
        assertThat(get("Bearer " + TOKEN).send().statusCode()).isEqualTo(500);
        assertThat(cse.requests).isEmpty();
    }

    @Test
    void each_failure_of_an_address_is_answered_later_and_all_are_one_line_of_the_log() throws Exception {
        try (ErrorStream log = new ErrorStream()) {
            for (int attempt = 0; attempt < 3; attempt++) {
                long begun = System.nanoTime();
                get("Bearer unknown.token").send();
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isGreaterThanOrEqualTo(Duration.ofMillis(250L << attempt));
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("WARN"))
                    .singleElement()
                    .asString()
                    .contains("Refused oneM2M requests from 127.0.0.1", "an unknown token")
                    .doesNotContain("unknown.token");
        }
    }

    @Test
    void a_flood_of_failures_is_answered_429_and_holds_up_nobody_who_has_a_token() throws Exception {
        try (var threads = new Threads()) {
            CompletableFuture<?>[] flood = new CompletableFuture<?>[40];
            int[] statuses = new int[flood.length];
            for (int i = 0; i < flood.length; i++) {
                int number = i;
                flood[i] = CompletableFuture.runAsync(
                        () -> statuses[number] = status(get("Bearer unknown.token")), threads.pool);
            }
            assertThat(get("Bearer " + TOKEN).send().statusCode()).isEqualTo(200);
            CompletableFuture.allOf(flood).get(30, TimeUnit.SECONDS);
            assertThat(statuses).containsOnly(401, 429).contains(429);
        }
    }

    private static int status(Binding.Call call) {
        try {
            return call.send().statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Binding.Call get() {
        return binding.call("GET", "/cse-in");
    }

    private Binding.Call get(String authorization) {
        return get().header("Authorization", authorization);
    }

    private static final class Threads implements AutoCloseable {

        private final ExecutorService pool = Executors.newFixedThreadPool(20);

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }

    /** One token and one certificate, both for CAdmin. */
    private static final class KnownCallers implements Callers {

        @Override
        public Optional<Caller> byToken(String token) {
            return Optional.of(new Caller("token planted", Set.of("CAdmin"))).filter(any -> token.equals(TOKEN));
        }

        @Override
        public Optional<Caller> byCertificate(X509Certificate certificate) {
            return Optional.of(new Caller("certificate", Set.of("CAdmin")));
        }
    }

    private static class NobodyKnown implements Callers {

        @Override
        public Optional<Caller> byToken(String token) {
            return Optional.empty();
        }

        @Override
        public Optional<Caller> byCertificate(X509Certificate certificate) {
            return Optional.empty();
        }
    }
}
