package org.viaduct.onem2m.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.viaduct.notification.NotifierStoppedException;

class HttpSenderTest {

    private final ExecutorService resolvers = Executors.newCachedThreadPool();
    private final HttpSender sender = new HttpSender(Outboxes.settings(), resolvers);
    private Subscriber subscriber;

    @BeforeEach
    void open() throws Exception {
        subscriber = new Subscriber();
    }

    @AfterEach
    void close() throws Exception {
        subscriber.close();
        sender.close();
        resolvers.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "200, 2000, ''",
        "204, '', ''",
        "200, 2001, ''",
        "403, 4101, answers with Response Status Code 4101",
        "200, 5000, answers with Response Status Code 5000",
        "500, '', answers with HTTP status 500",
        "302, '', answers with HTTP status 302"
    })
    void success_is_what_the_target_says(int status, String code, String clause) {
        subscriber.status = status;
        subscriber.code = code;
        assertThat(send(subscriber.url("/"))).isEqualTo(Optional.of(clause).filter(each -> !each.isEmpty()));
        assertThat(subscriber.received).hasSize(1);
    }

    @Test
    void a_target_outside_the_allowed_networks_is_not_contacted() {
        assertThat(send("http://[::1]:" + subscriber.port() + "/"))
                .hasValueSatisfying(clause -> assertThat(clause).contains("targets.allowed"));
        assertThat(send("http://192.0.2.1/"))
                .hasValueSatisfying(clause -> assertThat(clause).contains("targets.allowed"));
        assertThat(subscriber.received).isEmpty();
    }

    @Test
    void a_host_name_is_resolved_before_it_is_checked() {
        assertThat(send("http://localhost:" + subscriber.port() + "/")).isEmpty();
        assertThat(send("http://nowhere.invalid/")).contains("has an unknown host");
    }

    @Test
    void a_target_may_name_json_as_serialization_and_nothing_else() {
        assertThat(send(subscriber.url("/x?ct=json"))).isEmpty();
        assertThat(send(subscriber.url("/x?a=b&ct=json&c=d"))).isEmpty();
        assertThat(send(subscriber.url("/x?ct=xml"))).isPresent();
        assertThat(subscriber.received).extracting(Subscriber.Received::path).containsExactly("/x", "/x?a=b&c=d");
    }

    @Test
    void an_endless_answer_is_broken_off() {
        subscriber.answerSize = 1_000_000;
        assertThat(send(subscriber.url("/")))
                .hasValueSatisfying(clause -> assertThat(clause).contains("more than 65536 bytes"));
    }

    @Test
    void a_target_that_never_answers_is_not_waited_for() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            assertThat(send("http://127.0.0.1:" + silent.getLocalPort() + "/"))
                    .hasValueSatisfying(clause -> assertThat(clause).contains("does not answer"));
        }
    }

    @Test
    void what_had_no_answer_when_it_was_stopped_is_left_to_the_next() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            String target = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            CompletionStage<Optional<String>> sent = sender.send(target, "/id-in", "r1", new byte[] {'{', '}'});
            silent.accept();
            sender.close();

            assertThatThrownBy(() -> sent.toCompletableFuture().join())
                    .hasCauseInstanceOf(NotifierStoppedException.class);
            assertThatThrownBy(() -> send(target)).hasCauseInstanceOf(NotifierStoppedException.class);
            resolvers.shutdown();
            assertThatThrownBy(() -> send(target)).hasCauseInstanceOf(NotifierStoppedException.class);
        }
    }

    @Test
    void what_is_no_http_url_is_refused() {
        assertThat(send("ftp://127.0.0.1/")).contains("is not an http URL");
        assertThat(send("http:///path")).contains("is not an http URL");
    }

    private Optional<String> send(String target) {
        return sender.send(target, "/id-in", "r1", new byte[] {'{', '}'})
                .toCompletableFuture()
                .join();
    }
}
