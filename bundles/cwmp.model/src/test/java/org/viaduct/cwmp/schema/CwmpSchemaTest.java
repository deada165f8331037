package org.viaduct.cwmp.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CwmpSchemaTest {
    private static final String ID = "<cwmp:ID soap:mustUnderstand=\"1\">1</cwmp:ID>";

    @ParameterizedTest
    @ValueSource(strings = {"urn:dslforum-org:cwmp-1-0", "urn:dslforum-org:cwmp-1-1", "urn:dslforum-org:cwmp-1-2"})
    void a_schema_is_compiled_once(String namespace) {
        assertThat(CwmpSchema.forNamespace(namespace)).isSameAs(CwmpSchema.forNamespace(namespace));
    }

    @Test
    void other_namespaces_have_no_schema() {
        assertThatIllegalArgumentException().isThrownBy(() -> CwmpSchema.forNamespace("urn:dslforum-org:cwmp-1-3"));
    }

    @Test
    void a_message_that_keeps_to_the_schema_has_no_violation() {
        assertThat(violation(ID, "<cwmp:Reboot><CommandKey>k</CommandKey></cwmp:Reboot>"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<cwmp:Reboot/>|Reboot breaks the schema",
                "<cwmp:Reboot><CommandKey>123456789012345678901234567890123</CommandKey></cwmp:Reboot>|maxLength",
                "<cwmp:Reboot><cwmp:CommandKey>k</cwmp:CommandKey></cwmp:Reboot>|Reboot breaks the schema",
                "<cwmp:ScheduleInform><CommandKey>k</CommandKey><DelaySeconds>1</DelaySeconds></cwmp:ScheduleInform>|DelaySeconds",
                "<cwmp:ScheduleInform><DelaySeconds>soon</DelaySeconds><CommandKey/></cwmp:ScheduleInform>|at DelaySeconds",
                "<cwmp:GetParameterValues><ParameterNames><string>A.</string></ParameterNames></cwmp:GetParameterValues>|arrayType",
                "<cwmp:GetParameterValues><ParameterNames soap-enc:arrayType=\"xsd:string[0]\"/></cwmp:GetParameterValues>|string",
                "<cwmp:ChangeDUState><Operations><URL>u</URL></Operations></cwmp:ChangeDUState>|abstract",
                "<cwmp:ChangeDUState><Operations xsi:type=\"cwmp:UninstallOpStruct\"><UUID>x</UUID></Operations></cwmp:ChangeDUState>|pattern",
                "<cwmp:X_Ping/>|X_Ping",
                "<v:Reboot xmlns:v=\"urn:v\"/>|no namespace of CWMP",
                "<soap:Fault><faultcode>Server</faultcode><faultstring>x</faultstring></soap:Fault>|no namespace of CWMP",
                "<soap:Fault><detail><cwmp:Fault><FaultCode>1</FaultCode></cwmp:Fault></detail></soap:Fault>|Fault breaks the schema",
                "<cwmp:FactoryReset/><cwmp:FactoryReset/>|2 elements, not one",
                "''|0 elements, not one",
            })
    void the_first_violation_is_told(String body, String sentence) {
        assertThat(violation(ID, body))
                .hasValueSatisfying(told -> assertThat(told).contains(sentence));
    }

    @Test
    void a_header_must_say_that_it_must_be_understood() {
        assertThat(violation("<cwmp:ID>1</cwmp:ID>", "<cwmp:FactoryReset/>"))
                .hasValueSatisfying(told ->
                        assertThat(told).startsWith("ID breaks the schema").contains("mustUnderstand"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "<!DOCTYPE x><x/>", "<a><b></a>", "<html/>"})
    void what_is_no_envelope_is_a_violation(String document) {
        assertThat(CwmpSchema.violation(document.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    private static Optional<String> violation(String header, String body) {
        String document = "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:soap-enc=\"http://schemas.xmlsoap.org/soap/encoding/\""
                + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:cwmp=\"urn:dslforum-org:cwmp-1-2\">"
                + "<soap:Header>" + header + "</soap:Header><soap:Body>" + body + "</soap:Body></soap:Envelope>";
        return CwmpSchema.violation(document.getBytes(StandardCharsets.UTF_8));
    }
}
