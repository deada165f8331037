package org.viaduct.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.files.api.FileName;

class AttackTest {

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(directory, new Limits(1000, 3000, 0));
        bench.put("fw.bin", "0123456789");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/t/",
                "/files",
                "/fw.bin",
                "/t/../fw.bin",
                "/t/..%2f..%2fetc%2fpasswd",
                "/t/%2e%2e/%2e%2e/etc/passwd",
                "/t/01M83J9VYCBCC3TRXFK0FT026A/fw.bin",
                "/t/01M83J9VYCBCC3TRXFK0FT026A./fw.bin",
                "/t/01M83J9VYCBCC3TRXFK0FT026A.AAAAAAAAAAAAAAAAAAAAAA/fw.bin",
                "/t/01M83J9VYCBCC3TRXFK0FT026A.AAAAAAAAAAAAAAAAAAAAAA/../../etc/passwd",
                "/t/.AAAAAAAAAAAAAAAAAAAAAA/x"
            })
    void a_path_that_is_no_url_of_ours_yields_nothing(String path) throws Exception {
        bench.offer("fw.bin");

        assertThat(bench.get(path))
                .matches(answer -> answer.startsWith("HTTP/1.1 404") || answer.startsWith("HTTP/1.1 400"))
                .doesNotContain("0123456789")
                .doesNotContain("root:");
    }

    @Test
    void a_url_with_another_name_or_a_bit_of_it_changed_yields_nothing() throws Exception {
        String path = bench.offer("fw.bin");
        char last = path.charAt(path.length() - "/fw.bin".length() - 1);
        String guess = path.substring(0, path.length() - "/fw.bin".length() - 1) + (last == 'A' ? 'B' : 'A');

        assertThat(bench.get(guess + "/fw.bin")).startsWith("HTTP/1.1 404");
        assertThat(bench.get(path.replace("/fw.bin", "/other.bin"))).startsWith("HTTP/1.1 404");
        assertThat(bench.get(path.replace("/fw.bin", "/fw%2Ebin"))).startsWith("HTTP/1.1 404");
        assertThat(bench.get(path)).startsWith("HTTP/1.1 200");
    }

    @Test
    void neither_the_secret_nor_its_url_is_in_the_store() {
        String path = bench.offer("fw.bin");
        String secret = path.substring(path.indexOf('.') + 1, path.indexOf('.') + 23);

        assertThat(bench.store.entries(TransferBook.TRANSFERS, "", 10))
                .singleElement()
                .satisfies(entry -> assertThat(new String(entry.value(), StandardCharsets.UTF_8))
                        .doesNotContain(secret));
        assertThat(bench.service
                        .offer(Bench.TRANSFER, new FileName("fw.bin"), Bench.DEVICE, Duration.ZERO)
                        .toString())
                .doesNotContain("http");
    }

    @Test
    void a_download_url_takes_nothing_and_an_upload_url_gives_nothing() throws Exception {
        assertThat(bench.send("PUT", bench.offer("fw.bin"), "evil")).startsWith("HTTP/1.1 405");
        assertThat(bench.get(bench.accept())).startsWith("HTTP/1.1 405");
        assertThat(bench.request("DELETE", bench.offer("fw.bin"))).startsWith("HTTP/1.1 405");
        assertThat(bench.get(bench.offer("fw.bin"))).endsWith("0123456789");
    }

    @Test
    void an_upload_that_says_it_is_too_large_is_refused_unread() throws Exception {
        String path = bench.accept();
        try (Wire wire = bench.wire()) {
            wire.send("PUT " + path
                    + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n");

            assertThat(wire.rest()).startsWith("HTTP/1.1 413").contains("file.limit");
        }
        assertThat(bench.contents()).hasSize(1);
    }

    @Test
    void an_upload_that_becomes_too_large_is_refused_and_leaves_nothing() throws Exception {
        String path = bench.accept();
        try (Wire wire = bench.wire()) {
            wire.send("PUT " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + "3e9\r\n"
                    + "x".repeat(1001) + "\r\n");

            assertThat(wire.rest()).startsWith("HTTP/1.1 413");
        }
        await().until(() -> bench.contents().size() == 1);
        assertThat(bench.send("PUT", path, "small")).startsWith("HTTP/1.1 201");
    }

    @Test
    void uploads_fill_the_disk_only_so_far() throws Exception {
        for (int i = 0; i < 3; i++) {
            String answer = bench.send("PUT", bench.accept(), "x".repeat(999));
            assertThat(answer).startsWith(i < 2 ? "HTTP/1.1 201" : "HTTP/1.1 507");
        }
    }

    @Test
    void a_disk_that_is_nearly_full_takes_nothing() throws Exception {
        try (Bench full = new Bench(directory.resolve("full"), new Limits(1000, 3000, Long.MAX_VALUE / 2))) {
            assertThat(full.send("PUT", full.accept(), "small")).startsWith("HTTP/1.1 507");
        }
    }

    @Test
    void an_upload_whose_end_is_missing_is_not_kept() throws Exception {
        String path = bench.accept();
        try (Wire wire = bench.wire()) {
            wire.send("PUT " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf");
            await().until(() -> bench.service.running().size() == 1);
        }
        await().until(() -> bench.service.running().isEmpty());
        await().until(() -> bench.contents().size() == 1);
        assertThat(bench.service.list("", 10)).hasSize(1);
        assertThat(bench.send("PUT", path, "whole")).startsWith("HTTP/1.1 201");
    }
}
