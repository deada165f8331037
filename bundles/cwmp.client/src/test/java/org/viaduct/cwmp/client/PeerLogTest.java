package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.viaduct.testkit.ErrorStream;

class PeerLogTest {

    private final PeerLog log = new PeerLog();

    @Test
    void of_each_kind_and_peer_the_first_in_a_minute_is_logged_and_then_the_number() {
        try (ErrorStream lines = new ErrorStream()) {
            for (int i = 0; i < 5; i++) {
                log.info("127.0.0.1", "{} sent garbage", i);
                log.warn("127.0.0.2", "{} sent garbage", i);
            }
            assertThat(lines.lines()).hasSize(2);
            log.endMinute();
            assertThat(lines.lines())
                    .hasSize(4)
                    .element(2)
                    .asString()
                    .endsWith("From 127.0.0.1, 4 more times within a minute: {} sent garbage");
            log.info("127.0.0.1", "{} sent garbage", 6);
            assertThat(lines.lines()).hasSize(5);
        }
    }

    @Test
    void many_peers_do_not_fill_the_log() {
        try (ErrorStream lines = new ErrorStream()) {
            for (int i = 0; i < 1_000; i++) {
                log.info("peer " + i, "{} sent garbage", i);
            }
            assertThat(lines.lines()).hasSize(200);
            log.endMinute();
            assertThat(lines.lines()).hasSize(201).last().asString().contains("800 more lines");
        }
    }
}
