package org.viaduct.cwmp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.viaduct.settings.NumberSettings;

class QueueSettingsTest {

    private static QueueSettings of(Map<String, ?> properties) {
        return QueueSettings.of(
                new NumberSettings(properties, QueueConfiguration.PID + ".cfg", QueueConfiguration.class));
    }

    @Test
    void what_is_not_set_has_its_default() {
        assertThat(of(Map.of())).isEqualTo(new QueueSettings(100, 100_000, 20, 10_000, Duration.ofDays(7), 4 << 20));
    }

    @Test
    void what_is_set_holds() {
        assertThat(of(Map.of("answer.max", "1")).answerBytes()).isEqualTo(1_024);
    }
}
