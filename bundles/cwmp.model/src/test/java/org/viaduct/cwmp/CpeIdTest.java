package org.viaduct.cwmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpeIdTest {
    @ParameterizedTest
    @CsvSource({
        "00D09E, Gateway, SN1, 00D09E-Gateway-SN1",
        "00D09E, '', SN1, 00D09E-SN1",
        "00d09e, HG 800-v2, a.b~c_d, 00d09e-HG%20800%2Dv2-a%2Eb%7Ec_d",
        "00D09E, \u00FC\uD83D\uDE00%, /?#, 00D09E-%C3%BC%F0%9F%98%80%25-%2F%3F%23",
        "' 00D09E ', ' Gateway', 'SN1 ', 00D09E-Gateway-SN1"
    })
    void a_cpe_has_one_name_that_leads_back_to_it(String oui, String productClass, String serial, String value) {
        CpeId id = new CpeId(oui, productClass, serial);

        assertThat(id.value()).isEqualTo(value);
        assertThat(id).hasToString(value);
        assertThat(CpeId.parse(value)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-", "a-", "-a", "a-b-c-d", "a-b.c", "a-%4", "a-%G0", "a-%C3", "a-b c", "a-%20"})
    void what_is_no_name_is_refused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> CpeId.parse(value));
    }

    @Test
    void lengths_are_limited() {
        String longest = "x".repeat(64);

        assertThat(new CpeId(longest, longest, longest).serialNumber()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CpeId("00D09E", "", longest + "x"))
                .withMessage("the SerialNumber of a CPE has 65 characters, at most 64 are allowed");
        assertThatIllegalArgumentException().isThrownBy(() -> new CpeId("00D09E", longest + "x", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CpeId(longest + "x", "", "1"));
    }

    @Test
    void oui_and_serial_number_must_not_be_blank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CpeId(" ", "", "1"))
                .withMessage("the OUI of a CPE must not be blank");
        assertThatIllegalArgumentException().isThrownBy(() -> new CpeId("00D09E", "", "\t"));
    }
}
