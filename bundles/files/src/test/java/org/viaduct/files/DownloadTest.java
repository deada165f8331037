package org.viaduct.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.RunningTransfer;

class DownloadTest {

    private static final FileName FIRMWARE = new FileName("fw.bin");

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
    void a_url_yields_the_file_with_what_tells_it_apart() throws Exception {
        String sha256 = bench.service.find(FIRMWARE).orElseThrow().sha256();

        String answer = bench.get(bench.offer("fw.bin"));

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Content-Length: 10\r\n")
                .contains("Content-Type: application/octet-stream\r\n")
                .contains("ETag: \"" + sha256 + "\"")
                .contains("Last-Modified: Mon, 23 Nov 2026 08:00:00 GMT")
                .contains("Accept-Ranges: bytes")
                .endsWith("\r\n\r\n0123456789");
        assertThat(sha256).isEqualTo("84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882");
    }

    @Test
    void a_url_is_used_up_when_the_file_was_fetched() throws Exception {
        String path = bench.offer("fw.bin");

        assertThat(bench.get(path)).startsWith("HTTP/1.1 200");

        assertThat(bench.get(path)).startsWith("HTTP/1.1 410").doesNotContain("fw.bin");
        assertThat(bench.get(path, "Range: bytes=0-3")).startsWith("HTTP/1.1 410");
        assertThat(bench.request("HEAD", path)).startsWith("HTTP/1.1 410");
    }

    @Test
    void it_is_stored_that_a_url_is_used_up() throws Exception {
        String path = bench.offer("fw.bin");
        bench.get(path);
        await().until(() -> new TransferBook(bench.store, bench)
                .find(Bench.TRANSFER)
                .orElseThrow()
                .spent());
    }

    @Test
    void a_url_expires() throws Exception {
        String path = bench.offer("fw.bin");
        bench.pass(Duration.ofHours(1));

        assertThat(bench.get(path)).startsWith("HTTP/1.1 410");
    }

    @Test
    void a_new_url_ends_the_former_one() throws Exception {
        String former = bench.offer("fw.bin");
        String present = bench.offer("fw.bin");

        assertThat(bench.get(former)).startsWith("HTTP/1.1 404");
        assertThat(bench.get(present)).startsWith("HTTP/1.1 200");
    }

    @Test
    void the_urls_of_an_owner_end_together() throws Exception {
        String first = bench.offer("fw.bin");
        bench.service.offer(Bench.TRANSFER + ".1", FIRMWARE, Bench.DEVICE, Duration.ZERO);
        bench.service.end(Bench.TRANSFER);

        assertThat(bench.get(first)).startsWith("HTTP/1.1 404");
        assertThat(bench.store.entries(TransferBook.TRANSFERS, "", 10)).isEmpty();
    }

    @Test
    void a_transfer_is_resumed_by_ranges_until_all_was_fetched() throws Exception {
        String path = bench.offer("fw.bin");

        assertThat(bench.get(path, "Range: bytes=4-7"))
                .startsWith("HTTP/1.1 206")
                .contains("Content-Range: bytes 4-7/10\r\n")
                .endsWith("\r\n\r\n4567");
        await().until(() -> bench.service.running().isEmpty());
        assertThat(bench.get(path, "Range: bytes=0-3")).endsWith("\r\n\r\n0123");
        await().until(() -> bench.service.running().isEmpty());
        assertThat(bench.get(path, "Range: bytes=-2"))
                .contains("Content-Range: bytes 8-9/10\r\n")
                .endsWith("\r\n\r\n89");
        assertThat(bench.get(path, "Range: bytes=8-")).startsWith("HTTP/1.1 410");
    }

    @Test
    void several_ranges_at_once_yield_the_whole() throws Exception {
        assertThat(bench.get(bench.offer("fw.bin"), "Range: bytes=0-0,2-2,4-4,0-,0-,0-,0-"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n0123456789");
        assertThat(bench.get(bench.offer("fw.bin"), "Range: bytes=0-0", "Range: bytes=2-2"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void a_range_that_the_file_does_not_have_is_answered_416() throws Exception {
        String path = bench.offer("fw.bin");
        for (String range : new String[] {"bytes=10-", "bytes=99-100", "bytes=-0"}) {
            assertThat(bench.get(path, "Range: " + range))
                    .startsWith("HTTP/1.1 416")
                    .contains("Content-Range: bytes */10\r\n");
        }
        assertThat(bench.get(path, "Range: bytes=2-999999999999999999")).endsWith("23456789");
    }

    @Test
    void what_is_no_range_is_ignored() throws Exception {
        for (String range :
                new String[] {"bytes=5-2", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=1-99999999999999999999"}) {
            assertThat(bench.get(bench.offer("fw.bin"), "Range: " + range)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_range_of_another_content_yields_the_whole() throws Exception {
        String etag = '"' + bench.service.find(FIRMWARE).orElseThrow().sha256() + '"';

        assertThat(bench.get(bench.offer("fw.bin"), "Range: bytes=5-", "If-Range: \"other\""))
                .startsWith("HTTP/1.1 200");
        assertThat(bench.get(bench.offer("fw.bin"), "Range: bytes=5-", "If-Range: W/" + etag))
                .startsWith("HTTP/1.1 200");
        assertThat(bench.get(bench.offer("fw.bin"), "Range: bytes=5-", "If-Range: Mon, 23 Nov 2026 07:59:59 GMT"))
                .startsWith("HTTP/1.1 200");
        assertThat(bench.get(bench.offer("fw.bin"), "Range: bytes=5-", "If-Range: " + etag))
                .startsWith("HTTP/1.1 206");
        assertThat(bench.get(bench.offer("fw.bin"), "Range: bytes=5-", "If-Range: Mon, 23 Nov 2026 08:00:00 GMT"))
                .startsWith("HTTP/1.1 206");
    }

    @Test
    void conditions_are_heeded_in_their_order() throws Exception {
        String path = bench.offer("fw.bin");
        String etag = '"' + bench.service.find(FIRMWARE).orElseThrow().sha256() + '"';
        String before = "Mon, 23 Nov 2026 07:59:59 GMT";
        String then = "Mon, 23 Nov 2026 08:00:00 GMT";

        assertThat(bench.get(path, "If-None-Match: \"x\", W/" + etag)).startsWith("HTTP/1.1 304");
        assertThat(bench.get(path, "If-None-Match: *"))
                .startsWith("HTTP/1.1 304")
                .contains("ETag: " + etag);
        assertThat(bench.get(path, "If-Modified-Since: " + then)).startsWith("HTTP/1.1 304");
        assertThat(bench.get(path, "If-Match: \"x\"")).startsWith("HTTP/1.1 412");
        assertThat(bench.get(path, "If-Match: W/" + etag)).startsWith("HTTP/1.1 412");
        assertThat(bench.get(path, "If-Unmodified-Since: " + before)).startsWith("HTTP/1.1 412");
        assertThat(bench.request("HEAD", path, "If-None-Match: \"x\"", "If-Modified-Since: " + then))
                .startsWith("HTTP/1.1 200");
        assertThat(bench.request("HEAD", path, "If-Match: " + etag, "If-Unmodified-Since: " + before))
                .startsWith("HTTP/1.1 200");
        assertThat(bench.get(path, "If-Modified-Since: nonsense")).startsWith("HTTP/1.1 200");
    }

    @Test
    void head_says_the_same_without_the_content_and_uses_nothing_up() throws Exception {
        String path = bench.offer("fw.bin");

        assertThat(bench.request("HEAD", path, "Range: bytes=0-1"))
                .startsWith("HTTP/1.1 200")
                .contains("Content-Length: 10\r\n")
                .endsWith("\r\n\r\n");
        assertThat(bench.get(path)).startsWith("HTTP/1.1 200");
    }

    @Test
    void a_replaced_file_goes_on_as_it_was_for_those_who_were_offered_it() throws Exception {
        String path = bench.offer("fw.bin");
        bench.put("fw.bin", "other");

        assertThat(bench.get(path)).endsWith("0123456789");
        assertThat(bench.get(bench.offer("fw.bin"))).endsWith("other");
    }

    @Test
    void a_large_file_comes_whole_through_a_slow_connection_and_its_progress_shows() throws Exception {
        byte[] content = new byte[9 << 20];
        new Random(1).nextBytes(content);
        bench.put("large.bin", content);
        String path = bench.offer("large.bin");
        try (Wire wire = bench.wire()) {
            wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            wire.read(1000);
            RunningTransfer running = await().until(() -> bench.service.running(), list -> list.size() == 1)
                    .get(0);
            assertThat(running.device()).contains(Bench.DEVICE);
            assertThat(running.total()).hasValue(content.length);
            assertThat(running.moved()).isBetween(1L, content.length - 1L);
            assertThat(running.percent().getAsInt()).isLessThan(100);

            byte[] rest = wire.rest().getBytes(StandardCharsets.ISO_8859_1);

            byte[] received = java.util.Arrays.copyOfRange(content, content.length - rest.length, content.length);
            assertThat(rest).isEqualTo(received);
        }
        await().until(() -> bench.service.running().isEmpty());
        assertThat(bench.get(path)).startsWith("HTTP/1.1 410");
    }

    @Test
    void a_download_that_broke_off_is_resumed() throws Exception {
        byte[] content = new byte[9 << 20];
        bench.put("large.bin", content);
        String path = bench.offer("large.bin");
        try (Wire wire = bench.wire()) {
            wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            wire.read(100_000);
        }
        await().until(() -> bench.service.running().isEmpty());

        String answer = bench.get(path, "Range: bytes=99000-");

        assertThat(answer).startsWith("HTTP/1.1 206").hasSizeGreaterThan(content.length - 99_000);
        assertThat(bench.get(path)).startsWith("HTTP/1.1 410");
    }

    @Test
    void the_last_request_of_a_transfer_goes_on() throws Exception {
        bench.put("large.bin", new byte[9 << 20]);
        String path = bench.offer("large.bin");
        try (Wire former = bench.wire()) {
            former.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            former.read(1000);

            assertThat(bench.get(path, "Range: bytes=1000-1009")).startsWith("HTTP/1.1 206");

            assertThat(former.rest().length()).isLessThan(9 << 20);
        }
        await().until(() -> bench.service.running().isEmpty());
    }

    @Test
    void what_is_too_slow_is_broken_off() {
        Traffic traffic = new Traffic(bench);
        boolean[] broken = {false};
        Traffic.Moving moving = traffic.begin(
                new Traffic.Subject(
                        RunningTransfer.Direction.DOWNLOAD,
                        "fw",
                        java.util.Optional.empty(),
                        java.util.Optional.empty()),
                java.util.OptionalLong.empty(),
                0,
                () -> broken[0] = true);
        moving.moved(100_000);
        bench.pass(Duration.ofSeconds(30));
        traffic.breakOffSlow(1000, Duration.ofSeconds(30));
        assertThat(broken[0]).isFalse();

        moving.moved(20_000);
        bench.pass(Duration.ofSeconds(30));
        traffic.breakOffSlow(1000, Duration.ofSeconds(30));

        assertThat(broken[0]).isTrue();
    }

    @Test
    void closing_breaks_transfers_off_and_they_are_resumed_afterwards() throws Exception {
        bench.put("large.bin", new byte[9 << 20]);
        String path = bench.offer("large.bin");
        try (Wire wire = bench.wire()) {
            wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            wire.read(1000);

            bench.service.close();

            assertThat(wire.rest().length()).isLessThan(9 << 20);
        }
        assertThat(new TransferBook(bench.store, bench)
                        .find(Bench.TRANSFER)
                        .orElseThrow()
                        .live(bench.instant()))
                .isTrue();
    }

    @Test
    void without_the_store_a_request_is_answered_503() throws Exception {
        String path = bench.offer("fw.bin");
        bench.store.down(true);

        assertThat(bench.get(path)).startsWith("HTTP/1.1 503").contains("Retry-After");
    }
}
