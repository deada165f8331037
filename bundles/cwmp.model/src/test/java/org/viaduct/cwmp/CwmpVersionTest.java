package org.viaduct.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CwmpVersionTest {
    @ParameterizedTest
    @CsvSource({
        "urn:dslforum-org:cwmp-1-0, V1_0",
        "urn:dslforum-org:cwmp-1-1, V1_1",
        "urn:dslforum-org:cwmp-1-2, V1_2",
        "urn:dslforum-org:cwmp-1-3, V1_3",
        "urn:dslforum-org:cwmp-1-4, V1_4",
        "urn:dslforum-org:cwmp-1-99, V1_4",
        "urn:dslforum-org:cwmp-2-0, V1_4",
        "urn:dslforum-org:cwmp-0-9, V1_0"
    })
    void a_namespace_stands_for_a_version_or_the_nearest(String namespace, CwmpVersion version) {
        assertThat(CwmpVersion.ofNamespace(namespace)).contains(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "urn:dslforum-org:cwmp", "urn:dslforum-org:cwmp-1-99999999999", "urn:example"})
    void other_namespaces_stand_for_none(String namespace) {
        assertThat(CwmpVersion.ofNamespace(namespace)).isEmpty();
        assertThat(CwmpVersion.answerNamespace(namespace)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_version_has_a_number(CwmpVersion version) {
        assertThat(CwmpVersion.ofNumber(version.number())).contains(version);
    }

    @Test
    void the_last_number_is_1_4() {
        assertThat(CwmpVersion.V1_4.number()).isEqualTo("1.4");
        assertThat(CwmpVersion.ofNumber("1.5")).isEmpty();
    }
}
