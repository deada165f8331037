package org.viaduct.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.files.api.FileName;

class OperatorTest {

    private static final String TOKEN = "Authorization: Bearer admin";
    private static final String GUESS = "Authorization: Bearer guess";

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(directory);
        bench.put("fw.bin", "0123456789");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void nothing_is_served_without_the_token_of_an_operator() throws Exception {
        for (String path : new String[] {"/files/", "/files/fw.bin", "/files/none", "/files/../fw.bin"}) {
            assertThat(bench.get(path)).startsWith("HTTP/1.1 401").contains("WWW-Authenticate: Bearer");
            assertThat(bench.get(path, "Authorization: Basic YWRtaW46YWRtaW4=")).startsWith("HTTP/1.1 401");
            assertThat(bench.get(path, "Authorization: Bearer other")).startsWith("HTTP/1.1 403");
        }
        assertThat(bench.send("PUT", "/files/evil", "evil")).startsWith("HTTP/1.1 401");
        assertThat(bench.send("PUT", "/files/evil", "evil", GUESS)).startsWith("HTTP/1.1 401");
        assertThat(bench.request("DELETE", "/files/fw.bin")).startsWith("HTTP/1.1 401");
        assertThat(bench.service.list("", 9)).hasSize(1);
    }

    @Test
    void wrong_tokens_are_answered_slower_and_slower_and_right_ones_at_once() throws Exception {
        for (long millis : new long[] {250, 500, 1000}) {
            long begin = System.nanoTime();
            assertThat(bench.get("/files/fw.bin", GUESS))
                    .startsWith("HTTP/1.1 401")
                    .contains("WWW-Authenticate: Bearer");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(millis));
        }
        try (Wire guessing = bench.wire()) {
            guessing.send("GET /files/fw.bin HTTP/1.1\r\nHost: localhost\r\n" + GUESS + "\r\n\r\n");
            assertThat(bench.get("/files/fw.bin", TOKEN)).endsWith("0123456789");
        }
    }

    @Test
    void of_an_address_whose_failures_wait_no_more_do() throws Exception {
        ExecutorService guessing = Executors.newFixedThreadPool(12);
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        try {
            for (int i = 0; i < 12; i++) {
                guessing.submit(() -> answers.add(bench.get("/files/", GUESS)));
            }
            await().until(() -> answers.stream().anyMatch(answer -> answer.startsWith("HTTP/1.1 429")));
            assertThat(answers).anyMatch(answer -> answer.contains("Retry-After: 10"));
            assertThat(bench.get("/files/fw.bin", TOKEN)).endsWith("0123456789");
        } finally {
            guessing.shutdownNow();
        }
    }

    @Test
    void without_those_who_know_the_tokens_nobody_gets_in() throws Exception {
        bench.unknowing();

        assertThat(bench.get("/files/fw.bin", TOKEN)).startsWith("HTTP/1.1 503");
    }

    @Test
    void an_operator_stores_fetches_lists_and_removes() throws Exception {
        assertThat(bench.send("PUT", "/files/acme/cfg+1%25.xml", "<cfg/>", TOKEN))
                .startsWith("HTTP/1.1 201");
        assertThat(bench.send("PUT", "/files/acme/cfg+1%25.xml", "<config/>", TOKEN))
                .startsWith("HTTP/1.1 204");

        assertThat(bench.get("/files/", TOKEN))
                .contains("\"name\":\"acme/cfg+1%.xml\",\"size\":9")
                .contains("\"by\":\"token admin\"")
                .contains("\"name\":\"fw.bin\"");
        assertThat(bench.get("/files/?after=acme/z", TOKEN))
                .doesNotContain("acme")
                .contains("fw.bin");
        assertThat(bench.get("/files/acme/cfg+1%25.xml", TOKEN)).endsWith("<config/>");
        assertThat(bench.get("/files/fw.bin", TOKEN, "Range: bytes=2-3")).endsWith("\r\n\r\n23");
        assertThat(bench.get("/files/fw.bin", TOKEN)).endsWith("0123456789");

        assertThat(bench.request("DELETE", "/files/fw.bin", TOKEN)).startsWith("HTTP/1.1 204");
        assertThat(bench.get("/files/fw.bin", TOKEN)).startsWith("HTTP/1.1 404");
        await().until(() -> bench.contents().size() == 1);
    }

    @Test
    void conditions_keep_operators_from_overwriting_each_other() throws Exception {
        String etag =
                '"' + bench.service.find(new FileName("fw.bin")).orElseThrow().sha256() + '"';

        assertThat(bench.send("PUT", "/files/fw.bin", "new", TOKEN, "If-None-Match: *"))
                .startsWith("HTTP/1.1 412");
        assertThat(bench.send("PUT", "/files/fw.bin", "new", TOKEN, "If-Match: \"x\""))
                .startsWith("HTTP/1.1 412");
        assertThat(bench.send("PUT", "/files/fw.bin", "new", TOKEN, "If-Match: " + etag))
                .startsWith("HTTP/1.1 204");
        assertThat(bench.send("PUT", "/files/first", "new", TOKEN, "If-None-Match: *"))
                .startsWith("HTTP/1.1 201");
        assertThat(bench.request("DELETE", "/files/fw.bin", TOKEN, "If-Match: " + etag))
                .startsWith("HTTP/1.1 412");
    }

    @Test
    void what_is_no_name_is_refused() throws Exception {
        for (String path : new String[] {
            "/files/..%2fetc", "/files/%2e%2e/etc/passwd", "/files/a//b", "/files/.x", "/files/%zz", "/files/a%00b"
        }) {
            assertThat(bench.get(path, TOKEN))
                    .matches(answer -> answer.startsWith("HTTP/1.1 400") || answer.startsWith("HTTP/1.1 404"));
            assertThat(bench.send("PUT", path, "evil", TOKEN)).startsWith("HTTP/1.1 400");
        }
        assertThat(bench.service.list("", 9)).hasSize(1);
    }
}
