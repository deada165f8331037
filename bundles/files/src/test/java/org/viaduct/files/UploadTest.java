package org.viaduct.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.files.api.StoredFile;

class UploadTest {

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(directory);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void what_a_cpe_sends_is_kept_under_its_name_and_linked_to_its_transfer() throws Exception {
        assertThat(bench.send("PUT", bench.accept(), "configuration")).startsWith("HTTP/1.1 201");

        StoredFile file = bench.service.accepted(Bench.TRANSFER).orElseThrow();
        assertThat(file.name().value()).isEqualTo("00D09E-GW-1/20261123T080000Z-1-Vendor-Configuration-File");
        assertThat(file.size()).isEqualTo(13);
        assertThat(file.device()).contains(Bench.DEVICE);
        assertThat(bench.service.list("", 10)).containsExactly(file);
        assertThat(bench.get(bench.offer(file.name().value()))).endsWith("configuration");
    }

    @Test
    void a_url_takes_one_file() throws Exception {
        String path = bench.accept();

        assertThat(bench.send("POST", path, "first")).startsWith("HTTP/1.1 201");

        assertThat(bench.send("PUT", path, "second")).startsWith("HTTP/1.1 410");
        assertThat(bench.service.list("", 10)).singleElement().satisfies(file -> assertThat(file.size())
                .isEqualTo(5));
    }

    @Test
    void uploads_of_the_same_second_stand_beside_each_other() throws Exception {
        bench.send("PUT", bench.accept(), "first");
        bench.send("PUT", bench.accept(), "second");

        assertThat(bench.service.list("", 10))
                .extracting(file -> file.name().lastSegment())
                .containsExactly(
                        "20261123T080000Z-1-Vendor-Configuration-File",
                        "20261123T080000Z-1-Vendor-Configuration-File-2");
    }

    @Test
    void a_body_may_come_in_chunks_and_after_100_continue() throws Exception {
        String path = bench.accept();
        try (Wire wire = bench.wire()) {
            wire.send("PUT " + path + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(new String(wire.read(25), "US-ASCII")).startsWith("HTTP/1.1 100 Continue");
            wire.send("3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
            assertThat(wire.rest()).startsWith("HTTP/1.1 201");
        }
        assertThat(bench.service.accepted(Bench.TRANSFER).orElseThrow().sha256())
                .isEqualTo("7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a");
    }

    @Test
    void parts_empty_bodies_and_encodings_are_refused() throws Exception {
        String path = bench.accept();

        assertThat(bench.send("PUT", path, "")).startsWith("HTTP/1.1 400");
        assertThat(bench.request("PUT", path, "Content-Range: bytes 0-3/4", "Content-Length: 0"))
                .startsWith("HTTP/1.1 400");
        assertThat(bench.request("PUT", path, "Content-Encoding: gzip", "Content-Length: 0"))
                .startsWith("HTTP/1.1 415");
        assertThat(bench.send("PUT", path, "whole")).startsWith("HTTP/1.1 201");
    }

    @Test
    void a_url_to_send_to_expires() throws Exception {
        String path = bench.accept();
        bench.pass(Duration.ofMinutes(59));
        String other = bench.accept();
        assertThat(bench.send("PUT", path, "former")).startsWith("HTTP/1.1 404");
        bench.pass(Duration.ofHours(1));

        assertThat(bench.send("PUT", other, "late")).startsWith("HTTP/1.1 410");

        assertThat(bench.service.list("", 10)).isEmpty();
    }
}
