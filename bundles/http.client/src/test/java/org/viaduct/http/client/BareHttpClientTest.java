package org.viaduct.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.api.ContentResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BareHttpClientTest {

    private final BareHttpClient client = new BareHttpClient("bare", Duration.ofSeconds(10), Duration.ofMillis(500));
    private final List<Headers> received = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private void answers(int status, Map<String, String> headers, String content) {
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders());
            headers.forEach(exchange.getResponseHeaders()::add);
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private ContentResponse get() throws Exception {
        return client.request(uri()).send();
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Test
    void it_names_itself_without_a_version() throws Exception {
        answers(200, Map.of(), "");
        assertThat(get().getStatus()).isEqualTo(200);
        assertThat(received).singleElement().satisfies(headers -> assertThat(headers.getFirst("User-Agent"))
                .isEqualTo("Viaduct"));
    }

    @Test
    void redirects_and_challenges_are_for_the_caller_to_answer() throws Exception {
        answers(302, Map.of("Location", "http://127.0.0.1:1/"), "");
        assertThat(get().getStatus()).isEqualTo(302);
        server.removeContext("/");
        answers(401, Map.of("WWW-Authenticate", "Digest nonsense"), "");
        assertThat(get().getStatus()).isEqualTo(401);
        assertThat(received).hasSize(2);
    }

    @Test
    void content_is_not_asked_for_in_a_coding_nor_decoded() throws Exception {
        answers(200, Map.of("Content-Encoding", "gzip"), "no gzip at all");
        assertThat(get().getContentAsString()).isEqualTo("no gzip at all");
        assertThat(received).singleElement().satisfies(headers -> assertThat(headers)
                .doesNotContainKey("Accept-encoding"));
    }

    @Test
    void no_cookie_is_kept() throws Exception {
        answers(200, Map.of("Set-Cookie", "session=1"), "");
        get();
        get();
        assertThat(received).hasSize(2).noneSatisfy(headers -> assertThat(headers)
                .containsKey("Cookie"));
    }

    @Test
    void who_is_silent_for_too_long_is_given_up() {
        server.createContext("/", exchange -> received.add(exchange.getRequestHeaders()));
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(this::get);
    }

    @Test
    void after_its_end_nothing_is_sent() {
        client.close();
        client.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(this::get)
                .withCauseInstanceOf(RejectedExecutionException.class);
    }
}
