package org.viaduct.onem2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "20261129T170544 2026-11-29T17:05:44Z",
                "20261129T170544,5 2026-11-29T17:05:44.5Z",
                "20261129T170544,123456 2026-11-29T17:05:44.123456Z",
                "99991231T235959,999999 9999-12-31T23:59:59.999999Z",
                "00010101T000000 0001-01-01T00:00:00Z"
            })
    void what_is_written_so_is_read_so(String text, Instant moment) {
        assertThat(Timestamp.parse(text)).isEqualTo(moment);
        assertThat(Timestamp.parse(Timestamp.format(moment))).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000101T000000",
                "-00010101T000000",
                "20260229T000000",
                "20260101T000000,1234567",
                "20260101T000000,",
                "20260101",
                "2026-01-01T00:00:00Z",
                ""
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Timestamp.parse(text)).isInstanceOf(DateTimeParseException.class);
    }

    @Test
    void its_microseconds_are_in_the_order_of_the_moments() {
        assertThat(Timestamp.micros(Timestamp.parse("00010101T000000"))).isNegative();
        assertThat(Timestamp.micros(Instant.EPOCH.minusNanos(1_000))).isEqualTo(-1);
        assertThat(Timestamp.micros(Instant.EPOCH.plusNanos(2_999))).isEqualTo(2);
        assertThat(Timestamp.micros(Instant.MAX)).isGreaterThan(Timestamp.micros(Timestamp.parse("99991231T235959")));
    }
}
