package org.viaduct.cwmp.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.SecretNames;
import org.viaduct.cwmp.SetParameterValuesFault;

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

    @Test
    void vouchers_and_what_is_said_of_a_secret_parameter_stay_out_of_the_text() {
        assertThat(new SetVouchers(List.of("s3cret")).toString()).doesNotContain("s3cret");
        assertThat(new SetParameterValuesFault("Device.Users.User.1.Password", 9007, "s3cret is too short"))
                .hasToString("Device.Users.User.1.Password 9007");
        assertThat(new SetParameterValuesFault("Device.Time.Enable", 9007, "no boolean"))
                .hasToString("Device.Time.Enable 9007 no boolean");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Device.Users.User.1.Password",
                "Device.ManagementServer.ConnectionRequestPassword",
                "Device.WiFi.AccessPoint.1.Security.KeyPassphrase",
                "Device.WiFi.AccessPoint.1.Security.PreSharedKey",
                "Device.WiFi.AccessPoint.1.Security.WEPKey",
                "Device.WiFi.AccessPoint.1.WPS.PIN",
                "Device.WiFi.AccessPoint.1.WPS.DevicePin",
                "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.WEPKey.1.WEPKey",
                "Device.X_ACME_SHAREDSECRET.1.Value",
                "device.x_acme_password",
                "Device.IPsec.Profile.1.X_Pwd"
            })
    void names_of_secrets_are_known(String name) {
        assertThat(SecretNames.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Device.DeviceInfo.SoftwareVersion",
                "Device.ManagementServer.ParameterKey",
                "Device.ManagementServer.ConnectionRequestURL",
                "Device.IP.Diagnostics.IPPing.Host",
                "Device.NAT.PortMapping.1.ExternalPort",
                "Device.ManagementServer.ConnectionRequestUsername"
            })
    void names_of_other_things_are_not(String name) {
        assertThat(SecretNames.isSecret(name)).isFalse();
    }
}
