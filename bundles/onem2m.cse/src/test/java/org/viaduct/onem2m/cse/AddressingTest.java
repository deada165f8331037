package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.onem2m.Resource;

class AddressingTest {

    private final TestCse test = new TestCse();
    private Resource command;
    private Resource instance;

    @BeforeEach
    void plant() {
        command = test.reboot("rb");
        instance = test.plant("cse-in/rb", "e1", "m2m:exin", Map.of("ext", "cse-in/n1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cse-in/rb/e1",
                "-/rb/e1",
                "id-in/rb/e1",
                "%c/e1",
                "%i",
                "/id-in/cse-in/rb/e1",
                "/id-in/-/rb/e1",
                "/id-in/%i",
                "/id-in/%c/e1",
                "//sp/id-in/cse-in/rb/e1",
                "//sp/id-in/%i"
            })
    void a_resource_is_found_by_each_form_of_its_address(String form) {
        String address = form.replace("%c", command.id().value())
                .replace("%i", instance.id().value());
        assertThat(test.members(Request.retrieve(address)))
                .containsEntry("ri", instance.id().value());
        assertThat(test.cse.resolve(address).map(Resource::id)).contains(instance.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cse-in", "-", "id-in", "/id-in", "/id-in/-", "/id-in/id-in", "//sp/id-in", "//sp/id-in/cse-in"})
    void the_csebase_is_found_by_each_form_of_its_address(String address) {
        assertThat(test.members(Request.retrieve(address))).containsEntry("ri", "id-in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cse-in/",
                "cse-in//rb",
                "cse-in/RB",
                "cse-in/rb/",
                "rb",
                "/",
                "//",
                "/id-in/",
                "a/b/c",
                "cse-in#lbl"
            })
    void an_address_of_nothing_is_answered_4004(String address) {
        assertThat(test.code(Request.retrieve(address))).isEqualTo(4004);
        assertThat(test.cse.resolve(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mn/cse-mn/a", "/id-in2/cse-in", "//other/id-in/cse-in", "//spx/id-in/cse-in"})
    void an_address_of_another_cse_is_answered_4004_with_a_sentence(String address) {
        assertThat(test.code(Request.retrieve(address))).isEqualTo(4004);
        assertThat(test.sentence(Request.retrieve(address))).contains("not on this CSE");
        assertThat(test.cse.resolve(address)).isEmpty();
    }

    @Test
    void an_endless_address_is_not_followed() {
        assertThat(test.code(Request.retrieve("cse-in" + "/a".repeat(100_000)))).isEqualTo(4004);
    }

    @Test
    void a_resource_tells_its_structured_address() {
        assertThat(test.cse.addressOf(instance)).isEqualTo("cse-in/rb/e1");
        assertThat(test.cse.addressOf(command)).isEqualTo("cse-in/rb");
        assertThat(test.cse.addressOf(test.cse.resolve("-").orElseThrow())).isEqualTo("cse-in");
    }
}
