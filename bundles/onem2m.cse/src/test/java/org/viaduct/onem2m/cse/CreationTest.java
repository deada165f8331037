package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.Timestamp;

class CreationTest {

    private static final Map<String, Object> REBOOT = Map.of("rn", "rb", "cmt", 2L, "ext", "cse-in/n1");

    private final TestCse test = new TestCse();

    @Test
    void a_command_is_created_with_what_the_hosting_cse_assigns() {
        ResponsePrimitive response = test.ask(Request.create("cse-in", 12, "m2m:mgc", REBOOT));
        assertThat(response.status().code()).isEqualTo(2001);
        assertThat(response.location()).contains("cse-in/rb");
        Map<String, Object> shown = response.content().orElseThrow().members();
        assertThat(shown)
                .containsEntry("rn", "rb")
                .containsEntry("ty", 12L)
                .containsEntry("pi", "id-in")
                .containsEntry("ct", "20260101T000000,123456")
                .containsEntry("lt", "20260101T000000,123456")
                .containsEntry("et", "20360101T000000,123456")
                .containsEntry("cmt", 2L)
                .containsEntry("exe", false)
                .containsEntry("exm", 1L);
        assertThat((String) shown.get("ri")).matches("mgc-[0-9a-z]{26}");
    }

    @Test
    void without_a_name_it_is_called_like_its_identifier() {
        Map<String, Object> shown =
                test.members(Request.create("cse-in", 12, "m2m:mgc", Map.of("cmt", 2L, "ext", "cse-in/n1")));
        assertThat(shown.get("rn")).isEqualTo(shown.get("ri"));
    }

    @Test
    void a_taken_name_is_answered_4105() {
        test.ask(Request.create("cse-in", 12, "m2m:mgc", REBOOT));
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", REBOOT))).isEqualTo(4105);
        assertThat(test.sentence(Request.create("cse-in", 12, "m2m:mgc", REBOOT)))
                .contains("choose another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "-", "..", "a b", "\u00e4", "a%20b"})
    void an_invalid_name_is_answered_4000(String name) {
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with("rn", name))))
                .isEqualTo(4000);
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with("rn", "x".repeat(200)))))
                .isEqualTo(4000);
    }

    @Test
    void an_unknown_attribute_is_answered_4000_and_named() {
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with("foo", 1L))))
                .isEqualTo(4000);
        assertThat(test.sentence(Request.create("cse-in", 12, "m2m:mgc", with("foo", 1L))))
                .startsWith("<mgmtCmd> has no attribute 'foo': its attributes are rn, ty,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ty", "ri", "pi", "ct", "lt"})
    void an_attribute_that_is_not_permitted_is_answered_4000(String shortName) {
        assertThat(test.sentence(Request.create("cse-in", 12, "m2m:mgc", with(shortName, "x"))))
                .contains(shortName + " (")
                .contains("not permitted");
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with(shortName, "x"))))
                .isEqualTo(4000);
    }

    @Test
    void an_attribute_that_is_not_supported_yet_is_answered_5001() {
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with("acpi", List.of("acp-1")))))
                .isEqualTo(5001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmt", "ext"})
    void a_missing_mandatory_attribute_is_answered_4000(String shortName) {
        Map<String, Object> content = new HashMap<>(REBOOT);
        content.remove(shortName);
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", content))).isEqualTo(4000);
        assertThat(test.sentence(Request.create("cse-in", 12, "m2m:mgc", content)))
                .contains(shortName + " (")
                .contains("is missing");
    }

    @Test
    void null_is_not_a_value() {
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with("dc", null))))
                .isEqualTo(4000);
    }

    @Test
    void a_value_of_the_wrong_type_is_answered_4000() {
        assertThat(test.sentence(Request.create("cse-in", 12, "m2m:mgc", with("exe", "true"))))
                .isEqualTo("exe must be true or false, without quotes; it is another text.");
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with("exy", "30"))))
                .isEqualTo(4000);
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with("exm", 5L))))
                .isEqualTo(4000);
    }

    @Test
    void an_invalid_command_type_is_answered_6022_after_the_generic_checks() {
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with("cmt", 9L))))
                .isEqualTo(6022);
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with("cmt", "DOWNLOAD"))))
                .isEqualTo(6022);
        Map<String, Object> content = with("cmt", 9L);
        content.put("dc", 1L);
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", content))).isEqualTo(4000);
    }

    @Test
    void arguments_are_answered_6022_then_6023_then_6024() {
        Map<String, Object> content =
                new HashMap<>(Map.of("cmt", 9L, "ext", "cse-in/n1", "exra", Map.of("uld", List.of(Map.of("fsi", 1L)))));
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", content))).isEqualTo(6022);
        content.put("cmt", 4L);
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", content))).isEqualTo(6023);
        content.put("exra", Map.of("dld", List.of(Map.of("fsi", 1L))));
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", content))).isEqualTo(6024);
        content.remove("exra");
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", content))).isEqualTo(6024);
        content.put("exra", Map.of("dld", List.of(Map.of("ftyp", "1 Firmware Upgrade Image", "url", "http://h/f"))));
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", content))).isEqualTo(2001);
    }

    @Test
    void two_kinds_of_arguments_are_answered_6023() {
        Map<String, Object> content =
                Map.of("cmt", 2L, "ext", "cse-in/n1", "exra", Map.of("rbo", List.of(), "rst", List.of()));
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", content))).isEqualTo(6023);
    }

    @Test
    void a_password_is_taken_and_not_shown() {
        Map<String, Object> entry = Map.of("ftyp", "1 Firmware Upgrade Image", "url", "http://h/f", "pwd", "s3cret");
        Map<String, Object> content =
                Map.of("rn", "dl", "cmt", 4L, "ext", "cse-in/n1", "exra", Map.of("dld", List.of(entry)));
        assertThat(test.ask(Request.create("cse-in", 12, "m2m:mgc", content)).toString())
                .contains("http://h/f")
                .doesNotContain("s3cret");
        for (int rcn : new int[] {1, 5}) {
            assertThat(test.ask(Request.retrieve("cse-in/dl").rcn(rcn)).toString())
                    .contains("http://h/f")
                    .doesNotContain("s3cret");
        }
        assertThat(test.ask(Request.retrieve("cse-in").rcn(4)).toString())
                .contains("http://h/f")
                .doesNotContain("s3cret");
        assertThat(test.ask(Request.create(
                                        "cse-in",
                                        12,
                                        "m2m:mgc",
                                        Map.of("cmt", 4L, "ext", "x", "exra", Map.of("dld", List.of(entry))))
                                .rcn(9))
                        .toString())
                .doesNotContain("s3cret");
    }

    @Test
    void a_type_that_nobody_knows_is_answered_5001() {
        assertThat(test.code(Request.create("cse-in", 3, "m2m:cnt", Map.of()))).isEqualTo(5001);
        assertThat(test.code(Request.create("cse-in", 13, "m2m:fwr", Map.of()))).isEqualTo(5001);
    }

    @Test
    void a_child_type_that_the_parent_does_not_have_is_answered_4108() {
        test.ask(Request.create("cse-in", 12, "m2m:mgc", REBOOT));
        assertThat(test.code(Request.create("cse-in/rb", 12, "m2m:mgc", REBOOT)))
                .isEqualTo(4108);
    }

    @Test
    void what_the_api_does_not_create_is_answered_4005_with_a_sentence() {
        test.ask(Request.create("cse-in", 12, "m2m:mgc", REBOOT));
        assertThat(test.code(Request.create("cse-in/rb", 8, "m2m:exin", Map.of())))
                .isEqualTo(4005);
        assertThat(test.sentence(Request.create("cse-in/rb", 8, "m2m:exin", Map.of())))
                .contains("exe true");
        assertThat(test.code(Request.create("cse-in", 14, "m2m:nod", Map.of("ni", "x"))))
                .isEqualTo(4005);
        assertThat(test.code(Request.create("cse-in", 5, "m2m:cb", Map.of()))).isEqualTo(4005);
    }

    @Test
    void a_content_of_another_type_is_answered_4000() {
        assertThat(test.code(Request.create("cse-in", 12, "m2m:nod", REBOOT))).isEqualTo(4000);
        assertThat(test.sentence(Request.create("cse-in", 12, "m2m:nod", REBOOT)))
                .contains("{\"m2m:mgc\": {...}}");
        assertThat(test.code(Request.of(Operation.CREATE, "cse-in").type(12))).isEqualTo(4000);
        assertThat(test.code(Request.of(Operation.CREATE, "cse-in").type(12).content("m2m:mgc", "text")))
                .isEqualTo(4000);
    }

    @Test
    void a_missing_type_and_filter_criteria_are_answered_4000() {
        assertThat(test.code(Request.of(Operation.CREATE, "cse-in").content("m2m:mgc", REBOOT)))
                .isEqualTo(4000);
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", REBOOT).filter(FilterCriteria.ALL.withLevel(1))))
                .isEqualTo(4000);
    }

    @Test
    void an_expiration_time_in_the_past_is_answered_4000() {
        assertThat(test.code(Request.create("cse-in", 12, "m2m:mgc", with("et", Timestamp.format(TestCse.START)))))
                .isEqualTo(4000);
        assertThat(test.code(Request.create(
                        "cse-in", 12, "m2m:mgc", with("et", Timestamp.format(TestCse.START.plusSeconds(1))))))
                .isEqualTo(2001);
    }

    @Test
    void a_child_does_not_outlive_its_parent() {
        String end = Timestamp.format(TestCse.START.plusSeconds(60));
        test.ask(Request.create("cse-in", 99, "m2m:box", Map.of("rn", "a", "et", end)));
        assertThat(test.members(Request.create("cse-in/a", 99, "m2m:box", Map.of())))
                .containsEntry("et", end);
        assertThat(test.members(Request.create("cse-in/a", 99, "m2m:box", Map.of("et", "20300101T000000"))))
                .containsEntry("et", end);
    }

    @Test
    void a_type_without_handler_is_just_stored() {
        ResponsePrimitive response = test.ask(Request.create("cse-in", 99, "m2m:box", Map.of("rn", "a", "siz", 7L)));
        assertThat(response.status().code()).isEqualTo(2001);
        assertThat(test.cse.resolve("cse-in/a").orElseThrow().attributes()).containsEntry("siz", 7L);
        assertThat(test.cse.resolve("cse-in/a").orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void the_result_content_is_as_wanted() {
        assertThat(test.ask(Request.create("cse-in", 99, "m2m:box", Map.of("rn", "r0"))
                                .rcn(0))
                        .content())
                .isEmpty();
        assertThat(test.value(Request.create("cse-in", 99, "m2m:box", Map.of("rn", "r2"))
                        .rcn(2)))
                .isEqualTo("cse-in/r2");
        Map<String, Object> both = test.members(
                Request.create("cse-in", 99, "m2m:box", Map.of("rn", "r3")).rcn(3));
        assertThat(both).containsEntry("uri", "cse-in/r3").containsKey("m2m:box");
        assertThat(test.members(Request.create("cse-in", 99, "m2m:box", Map.of("rn", "r9", "siz", 5L))
                        .rcn(9)))
                .containsOnlyKeys("ty", "ri", "pi", "ct", "lt", "et");
    }

    @Test
    void the_highest_ranked_handler_is_asked_and_the_next_takes_over() {
        CommandHandler better = new CommandHandler(test.store) {
            @Override
            public Resource create(Resource candidate, RequestPrimitive request) {
                return super.create(candidate.with(Map.of("dc", "better"), candidate.created()), request);
            }
        };
        test.publishHandler(better, 2L, 10, "m2m:mgc");
        assertThat(test.members(Request.create("cse-in", 12, "m2m:mgc", REBOOT)))
                .containsEntry("dc", "better");
        test.withdrawHandler(2L);
        assertThat(test.members(Request.create("cse-in", 12, "m2m:mgc", with("rn", "r2"))))
                .doesNotContainKey("dc");
    }

    @Test
    void an_expired_parent_is_not_there() {
        test.ask(Request.create(
                "cse-in", 99, "m2m:box", Map.of("rn", "a", "et", Timestamp.format(TestCse.START.plusSeconds(5)))));
        test.advance(Duration.ofSeconds(5));
        assertThat(test.code(Request.create("cse-in/a", 99, "m2m:box", Map.of())))
                .isEqualTo(4004);
    }

    private static Map<String, Object> with(String shortName, Object value) {
        Map<String, Object> content = new HashMap<>(REBOOT);
        content.put(shortName, value);
        return content;
    }
}
