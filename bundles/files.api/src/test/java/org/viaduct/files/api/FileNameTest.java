package org.viaduct.files.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                ".",
                "..",
                "../a",
                "a/../b",
                "a/..",
                "/etc/passwd",
                "a//b",
                "a/",
                ".hidden",
                "-rf",
                "a\\b",
                "a b",
                "a\nb",
                "a\u0000b",
                "%2e%2e/a",
                "a?b",
                "a#b",
                "a;b",
                "grün",
                "a/./b"
            })
    void a_name_that_could_mean_something_else_is_refused(String name) {
        assertThatThrownBy(() -> new FileName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fw-2.0.0.bin", "acme/fw/2.0.bin", "00D09E-Simulated%20CPE-000001/20261123T101112Z-1-Log", "_"})
    void an_ordinary_name_is_taken(String name) {
        assertThat(new FileName(name).value()).isEqualTo(name);
    }

    @Test
    void a_name_is_bounded() {
        assertThat(new FileName("a".repeat(100)).lastSegment()).hasSize(100);
        assertThatThrownBy(() -> new FileName("a".repeat(101))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FileName(("a".repeat(60) + "/").repeat(4) + "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_last_segment_is_what_a_cpe_sees() {
        assertThat(new FileName("acme/fw/2.0.bin").lastSegment()).isEqualTo("2.0.bin");
    }
}
