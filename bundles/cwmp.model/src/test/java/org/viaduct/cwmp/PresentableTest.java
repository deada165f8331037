package org.viaduct.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresentableTest {

    @Test
    void a_text_stays_on_its_line_and_cannot_steer_a_terminal() {
        assertThat(Presentable.text("a\nb\r\tc\u001b[31m\u202ed\u2028e\u0007")).isEqualTo("a\\nb\\r\\tc?[31m?d?e?");
        assertThat(Presentable.text("Küche 1 µs")).isEqualTo("Küche 1 µs");
    }

    @Test
    void a_url_is_shown_without_its_secrets() {
        assertThat(Presentable.text("see http://user:geheim@host/a?token=geheim&size=3 now"))
                .isEqualTo("see http://***@host/a?token=***&size=3 now");
        assertThat(Presentable.text("https://h:7548/t/01M83J9VYCBCC3TRXFK0FT026A.0.AbCdEfGhIjKlMnOpQrSt-_/fw-2.bin"))
                .isEqualTo("https://h:7548/t/01M83J9VYCBCC3TRXFK0FT026A.0.***/fw-2.bin");
    }

    @Test
    void a_value_is_masked_when_its_name_says_so() {
        assertThat(Presentable.value("Device.WiFi.KeyPassphrase", "geheim")).isEqualTo("***");
        assertThat(Presentable.value("Device.WiFi.KeyPassphrase", "")).isEmpty();
        assertThat(Presentable.value("Device.Time.Enable", "true")).isEqualTo("true");
    }
}
