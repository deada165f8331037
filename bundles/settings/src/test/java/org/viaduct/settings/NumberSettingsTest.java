package org.viaduct.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.testkit.ErrorStream;

class NumberSettingsTest {

    @interface Definition {
        int calls_max() default 100;

        long file_limit() default 5_000_000_000L;

        int port();
    }

    private static NumberSettings of(Map<String, ?> properties) {
        return new NumberSettings(properties, "org.example.cfg", Definition.class);
    }

    @Test
    void what_is_not_set_has_its_default() {
        try (ErrorStream log = new ErrorStream()) {
            assertThat(of(Map.of()).number("calls.max", 1, 1_000)).isEqualTo(100);
            assertThat(of(Map.of()).number("file.limit", 0, 1L << 40)).isEqualTo(5_000_000_000L);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void what_is_set_holds_as_text_or_number_up_to_the_bounds() {
        assertThat(of(Map.of("calls.max", " 1 ")).number("calls.max", 1, 1_000)).isEqualTo(1);
        assertThat(of(Map.of("calls.max", 1_000)).number("calls.max", 1, 1_000)).isEqualTo(1_000);
        assertThat(of(Map.of("file.limit", "6000000000")).number("file.limit", 0, 1L << 40))
                .isEqualTo(6_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-5", "0", "1001", "99999999999", "1.5", ""})
    void a_wrong_number_is_one_line_and_its_default_holds(String wrong) {
        try (ErrorStream log = new ErrorStream()) {
            assertThat(of(Map.of("calls.max", wrong)).number("calls.max", 1, 1_000))
                    .isEqualTo(100);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "ERROR",
                            "org.example.cfg: calls.max = " + wrong
                                    + " is not a whole number from 1 to 1000; 100 is used until it is mended");
        }
    }

    @Test
    void a_wrong_number_without_a_default_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("port", "x")).number("port", 0, 65_535))
                .withMessage("port = x is not a whole number from 0 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of()).number("port", 0, 65_535))
                .withMessageContaining("port");
    }

    @Test
    void a_key_that_is_not_defined_is_a_mistake_of_the_program() {
        assertThatIllegalStateException()
                .isThrownBy(() -> of(Map.of()).number("calls", 0, 1))
                .withMessageContaining("does not define calls");
    }
}
