package org.viaduct.interworking.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.viaduct.cwmp.spi.ParameterType;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({
        "STRING, Open, Open",
        "INT, -5, -5",
        "UNSIGNED_INT, 4294967295, 4294967295",
        "LONG, -9000000000, -9000000000",
        "BOOLEAN, 1, true",
        "BOOLEAN, False, false",
        "DATE_TIME, 2026-01-02T03:04:05Z, '20260102T030405,000000'",
        "DATE_TIME, 2026-01-02T03:04:05+01:00, '20260102T020405,000000'",
        "DATE_TIME, 2026-01-02T03:04:05, '20260102T030405,000000'",
        "DATE_TIME, 0001-01-01T00:00:00Z, '00010101T000000,000000'",
        "HEX_BINARY, 00fF, 00fF",
        "BASE64, AAE=, AAE="
    })
    void what_a_cpe_says_is_a_value_of_the_attribute(ParameterType type, String told, String value) {
        assertThat(Values.read(type, told).map(String::valueOf)).contains(value);
    }

    @ParameterizedTest
    @CsvSource({
        "INT, 2147483648",
        "INT, five",
        "UNSIGNED_INT, -1",
        "BOOLEAN, maybe",
        "DATE_TIME, yesterday",
        "HEX_BINARY, 0",
        "INT, ''"
    })
    void what_is_none_of_its_type_is_no_value(ParameterType type, String told) {
        assertThat(Values.read(type, told)).isEmpty();
    }

    @Test
    void what_cannot_be_carried_or_is_endless_is_no_value() {
        assertThat(Values.read(ParameterType.STRING, "a\u0000b")).isEmpty();
        assertThat(Values.read(ParameterType.STRING, "x".repeat(70_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"STRING, Red", "INT, -5", "BOOLEAN, true"})
    void what_is_written_is_in_the_form_of_the_parameter(ParameterType type, String text) {
        assertThat(Values.write(type, Values.read(type, text).orElseThrow())).isEqualTo(text);
    }

    @Test
    void a_time_is_written_as_cwmp_has_it() {
        assertThat(Values.write(ParameterType.DATE_TIME, "20260102T030405")).isEqualTo("2026-01-02T03:04:05Z");
    }
}
