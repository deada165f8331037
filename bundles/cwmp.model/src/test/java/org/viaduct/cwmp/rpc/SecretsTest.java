package org.viaduct.cwmp.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretsTest {
    static Stream<Object> records() {
        return Stream.of(
                new Download("k", "1 F", "u", "user", "s3cret", 0, "", 0, "", ""),
                new Upload("k", "1 F", "u", "user", "s3cret", 0),
                new ScheduleDownload("k", "1 F", "u", "user", "s3cret", 0, "", List.of()),
                new ChangeDUState(
                        List.of(
                                new InstallOpStruct("u", "", "user", "s3cret", ""),
                                new UpdateOpStruct("", "", "u", "user", "s3cret")),
                        ""),
                new SetParameterValues(
                        List.of(
                                new ParameterValueStruct("Device.ManagementServer.ConnectionRequestPassword", "s3cret"),
                                new ParameterValueStruct("Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "s3cret"),
                                new ParameterValueStruct("Device.WiFi.AccessPoint.1.Security.PreSharedKey", "s3cret")),
                        ""));
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_secret_is_not_in_the_text_of_a_message(Object message) {
        assertThat(message.toString()).doesNotContain("s3cret").contains("***");
    }
}
