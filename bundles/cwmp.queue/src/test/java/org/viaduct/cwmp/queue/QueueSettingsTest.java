package org.viaduct.cwmp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueSettingsTest {

    @Test
    void what_is_not_set_or_wrong_has_its_default() {
        QueueSettings defaults = new QueueSettings(100, 100_000, 20, 10_000, Duration.ofDays(7), 4 << 20);
        assertThat(QueueSettings.of(new NumberSettings(Map.of()))).isEqualTo(defaults);
        assertThat(QueueSettings.of(new NumberSettings(Map.of("calls.max", "many", "ended.keep", "0"))))
                .isEqualTo(defaults);
    }

    @Test
    void what_is_set_holds() {
        assertThat(QueueSettings.of(new NumberSettings(Map.of("answer.max", "1")))
                        .answerBytes())
                .isEqualTo(1_024);
    }
}
