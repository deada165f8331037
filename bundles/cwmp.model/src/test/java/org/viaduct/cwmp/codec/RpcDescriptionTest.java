package org.viaduct.cwmp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.codec.PlainValue.Items;
import org.viaduct.cwmp.codec.PlainValue.Members;
import org.viaduct.cwmp.codec.PlainValue.Text;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.UninstallOpStruct;

class RpcDescriptionTest {

    static Stream<CwmpMessage> requestsToACpe() {
        return Samples.all().filter(CwmpRequest.class::isInstance).filter(each -> RpcDescription.cpeMethod(each.name())
                .isPresent());
    }

    @ParameterizedTest
    @MethodSource("requestsToACpe")
    void a_request_shown_plainly_can_be_made_again(CwmpMessage request) {
        assertThat(RpcDescription.cpeMethod(request.name())
                        .orElseThrow()
                        .request(PlainMessage.of(request).members()))
                .isEqualTo(request);
    }

    @Test
    void the_methods_of_a_cpe_are_described_and_those_of_an_acs_are_not() {
        assertThat(RpcDescription.cpeMethods())
                .hasSize(20)
                .extracting(RpcDescription::name)
                .contains("GetParameterValues", "Download", "ChangeDUState", "GetOptions")
                .doesNotContain("TransferComplete", "GetParameterValuesResponse");
        assertThat(RpcDescription.cpeMethod(Inform.class.getSimpleName())).isEmpty();
    }

    @Test
    void arguments_have_the_names_and_kinds_of_the_schema() {
        assertThat(described("ScheduleInform").arguments())
                .containsExactly(
                        new Kind.Member("DelaySeconds", new Kind.Scalar("unsignedInt"), false),
                        new Kind.Member("CommandKey", new Kind.Scalar("string"), false));
        assertThat(described("GetParameterValues").arguments())
                .containsExactly(new Kind.Member(
                        "ParameterNames", new Kind.Listing(new Kind.Scalar("string"), 1, Integer.MAX_VALUE), false));
    }

    @Test
    void a_value_of_a_parameter_keeps_its_type() {
        Members set = PlainMessage.of(new GetParameterValuesResponse(
                List.of(new ParameterValueStruct("Device.Time.Enable", "1", "boolean"))));

        assertThat(set.members())
                .containsEntry(
                        "ParameterList",
                        new Items(List.of(new Members(
                                "ParameterValueStruct",
                                Map.of("Name", new Text("Device.Time.Enable"), "Value", new Text("1", "boolean"))))));
    }

    @Test
    void a_parameter_may_be_set_with_or_without_a_type() {
        assertThat(described("SetParameterValues")
                        .request(Map.of(
                                "ParameterList",
                                new Items(List.of(parameter(new Text("7", "unsignedInt")), parameter(new Text("7")))))))
                .isEqualTo(new SetParameterValues(
                        List.of(
                                new ParameterValueStruct("Device.A", "7", "unsignedInt"),
                                new ParameterValueStruct("Device.A", "7")),
                        ""));
        assertThatThrownBy(() -> described("SetParameterValues")
                        .request(Map.of("ParameterList", new Items(List.of(parameter(new Text("7", "number")))))))
                .hasMessageStartingWith("SetParameterValues.ParameterList[1].Value has the type \"number\": one of ");
    }

    @Test
    void a_structure_is_chosen_by_its_name() {
        assertThat(described("ChangeDUState")
                        .request(Map.of(
                                "Operations",
                                new Items(List.of(new Members("UninstallOpStruct", Map.of("UUID", new Text("u"))))))))
                .isEqualTo(new ChangeDUState(List.of(new UninstallOpStruct("u", "", "")), ""));
        assertThatThrownBy(() -> described("ChangeDUState")
                        .request(Map.of("Operations", new Items(List.of(new Members("Other", Map.of()))))))
                .hasMessage("ChangeDUState.Operations[1] is one of InstallOpStruct, UpdateOpStruct, UninstallOpStruct");
    }

    @Test
    void mistakes_are_told_in_a_sentence() {
        assertMistake("Reboot", Map.of("Key", new Text("")), "Reboot has no Key, only CommandKey");
        assertMistake("FactoryReset", Map.of("Key", new Text("")), "FactoryReset has no Key");
        assertMistake("Download", Map.of("FileType", new Text("1")), "Download lacks URL");
        assertMistake(
                "ScheduleInform",
                Map.of("DelaySeconds", new Text("soon")),
                "ScheduleInform.DelaySeconds has the value \"soon\": a whole number is expected");
        assertMistake(
                "ScheduleInform",
                Map.of("DelaySeconds", new Items(List.of())),
                "ScheduleInform.DelaySeconds is a single value");
        assertMistake(
                "GetParameterValues",
                Map.of("ParameterNames", new Text("")),
                "GetParameterValues.ParameterNames is a list");
        assertMistake(
                "GetParameterValues",
                Map.of(),
                "GetParameterValues.ParameterNames has 0 entries, at least 1 must be there");
    }

    private static void assertMistake(String rpc, Map<String, PlainValue> arguments, String sentence) {
        assertThatThrownBy(() -> described(rpc).request(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private static Members parameter(Text value) {
        return new Members("", Map.of("Name", new Text("Device.A"), "Value", value));
    }

    private static RpcDescription described(String rpc) {
        return RpcDescription.cpeMethod(rpc).orElseThrow();
    }
}
