package org.viaduct.onem2m.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.onem2m.ResponseStatusCode;

class DataTypeTest {

    private static final StructureType ENTRY = new StructureType(
            "m2m:downloadArgsType",
            List.of(
                    new Field("URL", "url", new UriType(2048), true, false),
                    new Field("password", "pwd", TextType.of(256), false, true),
                    new Field("filesize", "fsi", new IntegerType(0, 4294967295L), false, false)),
            false);
    private static final StructureType CHOICE = new StructureType(
            "m2m:execReqArgsListType",
            List.of(
                    new Field("download", "dld", new ListType(ENTRY, 0, 2), false, false),
                    new Field("upload", "uld", new ListType(ENTRY, 0, 2), false, false)),
            true);

    @Test
    void a_violation_inside_a_structure_has_the_whole_path() {
        assertThat(CHOICE.check(Map.of("dld", List.of(Map.of("url", "http://fs/fw", "fsi", "1"))), "exra"))
                .hasValueSatisfying(found -> {
                    assertThat(found.path()).isEqualTo("exra.dld[0].fsi");
                    assertThat(found.kind()).isEqualTo(Violation.Kind.INVALID);
                    assertThat(found.sentence())
                            .isEqualTo("exra.dld[0].fsi must be a whole number from 0 to 4294967295, without quotes;"
                                    + " it is another text.");
                });
    }

    @Test
    void a_missing_mandatory_part_is_told_from_an_invalid_one() {
        assertThat(CHOICE.check(Map.of("dld", List.of(Map.of("fsi", 1L))), "exra"))
                .hasValueSatisfying(found -> {
                    assertThat(found.path()).isEqualTo("exra.dld[0].url");
                    assertThat(found.kind()).isEqualTo(Violation.Kind.MISSING);
                });
    }

    @Test
    void an_empty_text_does_not_stand_for_a_mandatory_part() {
        assertThat(ENTRY.check(Map.of("url", ""), "e"))
                .hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(Violation.Kind.MISSING));
    }

    @Test
    void an_invalid_part_comes_before_a_missing_one() {
        Map<String, Object> value = Map.of("dld", List.of(Map.of("fsi", 1L), Map.of("url", 7L)));
        assertThat(CHOICE.check(value, "exra")).hasValueSatisfying(found -> {
            assertThat(found.path()).isEqualTo("exra.dld[1].url");
            assertThat(found.kind()).isEqualTo(Violation.Kind.INVALID);
        });
    }

    @Test
    void a_choice_takes_one_of_its_members() {
        assertThat(CHOICE.check(Map.of("dld", List.of(), "uld", List.of()), "exra"))
                .hasValueSatisfying(found -> assertThat(found.sentence()).contains("write only one of these"));
        assertThat(CHOICE.check(Map.of(), "exra")).isEmpty();
    }

    @Test
    void an_unknown_member_is_named_and_cut() {
        assertThat(ENTRY.check(Map.of("x".repeat(1000), 1L), "e"))
                .hasValueSatisfying(found ->
                        assertThat(found.sentence()).contains("xxx...'").hasSizeLessThan(200));
    }

    @Test
    void a_list_is_bounded() {
        Map<String, Object> entry = Map.of("url", "http://fs/fw");
        assertThat(CHOICE.check(Map.of("dld", List.of(entry, entry)), "exra")).isEmpty();
        assertThat(CHOICE.check(Map.of("dld", List.of(entry, entry, entry)), "exra"))
                .hasValueSatisfying(
                        found -> assertThat(found.sentence()).startsWith("exra.dld must be an array of 0 to 2"));
    }

    @Test
    void secrets_are_left_out_at_any_depth() {
        Map<String, Object> value = Map.of("dld", List.of(Map.of("url", "http://fs/fw", "pwd", "s3cret")));
        assertThat(CHOICE.withoutSecrets(value)).isEqualTo(Map.of("dld", List.of(Map.of("url", "http://fs/fw"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20250101T000000", "20250101T000000,1", "20240229T235959,999999"})
    void a_timestamp_is_accepted(String text) {
        assertThat(new TimestampType(false).check(text, "et")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2025-01-01T00:00:00",
                "20250101T000000Z",
                "20250231T000000",
                "20251301T000000",
                "20250101T240000",
                "20250101T000000,1234567"
            })
    void what_is_no_timestamp_is_refused(String text) {
        assertThat(new TimestampType(false).check(text, "et")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT30S", "P1DT12H", "P1Y2M3DT4H5M6.7S", "P3M"})
    void a_duration_is_accepted(String text) {
        assertThat(new DurationType().check(text, "exy")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PT", "P1DT", "-PT1S", "30", "PT1.S", "PT9999999999S"})
    void what_is_no_duration_is_refused(String text) {
        assertThat(new DurationType().check(text, "exy")).isPresent();
    }

    @Test
    void an_enumeration_tells_its_values() {
        EnumerationType type = new EnumerationType("m2m:cmdType", new TreeMap<>(Map.of(1L, "RESET", 2L, "REBOOT")));
        assertThat(type.check(2L, "cmt")).isEmpty();
        assertThat(type.check("2", "cmt")).isPresent();
        assertThat(type.check(9L, "cmt"))
                .hasValueSatisfying(found -> assertThat(found.sentence()).contains("(1 RESET, 2 REBOOT)"));
    }

    @Test
    void an_integer_beyond_64_bits_is_refused() {
        assertThat(new IntegerType(0, Long.MAX_VALUE).check(BigInteger.TWO.pow(64), "n"))
                .isPresent();
        assertThat(new IntegerType(0, 9).check(1.0d, "n")).isPresent();
    }

    @Test
    void a_text_holds_what_xml_can_carry() {
        assertThat(TextType.of(9).check("a\tb\u00e4\ud83d\ude00", "t")).isEmpty();
        assertThat(TextType.of(9).check("a\u0000b", "t")).isPresent();
        assertThat(TextType.of(9).check("\ud83d", "t")).isPresent();
        assertThat(TextType.of(9).check("0123456789", "t")).isPresent();
    }

    @Test
    void any_value_is_simple_and_bounded() {
        AnyType type = new AnyType(10);
        assertThat(type.check("text", "val")).isEmpty();
        assertThat(type.check(true, "val")).isEmpty();
        assertThat(type.check(1.5d, "val")).isEmpty();
        assertThat(type.check(Map.of(), "val")).isPresent();
        assertThat(type.check(List.of(), "val")).isPresent();
        assertThat(type.check(BigInteger.TWO.pow(5000), "val")).isPresent();
        assertThat(type.check(null, "val")).isPresent();
    }

    @Test
    void a_name_and_a_uri_have_no_blanks() {
        assertThat(new NcNameType(64).check("FailureURL", "nm")).isEmpty();
        assertThat(new NcNameType(64).check("1st", "nm")).isPresent();
        assertThat(new NcNameType(64).check("a b", "nm")).isPresent();
        assertThat(new UriType(64).check("http://[::1]:80/a%20b?c#d", "url")).isEmpty();
        assertThat(new UriType(64).check("http://h/a b", "url")).isPresent();
    }

    @Test
    void another_attribute_selects_the_member_of_a_choice() {
        Attribute arguments = new Attribute(
                "execReqArgs",
                "exra",
                CHOICE,
                Presence.OPTIONAL,
                Presence.OPTIONAL,
                false,
                false,
                ResponseStatusCode.INVALID_ARGUMENTS,
                ResponseStatusCode.INSUFFICIENT_ARGUMENTS,
                Optional.of(new Selection("cmt", Map.of(4L, "dld", 3L, "uld", 2L, "rbo"))),
                Optional.empty(),
                "TS-0004 7.4.16");
        Map<String, Object> download = Map.of("cmt", 4L);
        Map<String, Object> entry = Map.of("url", "http://fs/fw");
        assertThat(arguments.check(Map.of("dld", List.of(entry)), download)).isEmpty();
        assertThat(arguments.check(Map.of("uld", List.of(Map.of())), download)).hasValueSatisfying(found -> {
            assertThat(found.kind()).isEqualTo(Violation.Kind.INVALID);
            assertThat(found.sentence()).contains("cmt 4 calls for dld");
        });
        assertThat(arguments.check(null, download)).hasValueSatisfying(found -> assertThat(arguments.statusOf(found))
                .isEqualTo(ResponseStatusCode.INSUFFICIENT_ARGUMENTS));
        assertThat(arguments.check(Map.of("dld", List.of()), download)).isPresent();
        assertThat(arguments.check(null, Map.of("cmt", 2L))).isEmpty();
    }
}
