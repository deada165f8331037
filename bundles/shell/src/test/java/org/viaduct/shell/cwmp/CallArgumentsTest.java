package org.viaduct.shell.cwmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.codec.RpcDescription;
import org.viaduct.cwmp.rpc.AddObject;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.GetParameterNames;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.InstallOpStruct;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.ScheduleDownload;
import org.viaduct.cwmp.rpc.SetParameterAttributes;
import org.viaduct.cwmp.rpc.SetParameterAttributesStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.TimeWindowStruct;
import org.viaduct.cwmp.rpc.UninstallOpStruct;
import org.viaduct.cwmp.rpc.Upload;

class CallArgumentsTest {
    private final FakeConsole console = new FakeConsole();

    @Test
    void single_values_are_typed_by_their_names() throws IOException {
        assertThat(request("Reboot", "CommandKey=night")).isEqualTo(new Reboot("night"));
        assertThat(request("Reboot")).isEqualTo(new Reboot(""));
        assertThat(request("FactoryReset")).isEqualTo(new FactoryReset());
        assertThat(request("Download", "FileType=1 Firmware Upgrade Image", "URL=http://a:8/?b=c", "FileSize=7"))
                .isEqualTo(new Download("", "1 Firmware Upgrade Image", "http://a:8/?b=c", "", "", 7, "", 0, "", ""));
    }

    @Test
    void the_number_of_a_file_type_will_do() throws IOException {
        assertThat(((Download) request("Download", "URL=http://a", "FileType=3")).fileType())
                .isEqualTo("3 Vendor Configuration File");
        assertThat(((Upload) request("Upload", "URL=http://a", "FileType=2")).fileType())
                .isEqualTo("2 Vendor Log File");
        assertThat(((Download) request("Download", "URL=http://a", "FileType=X 00E0FC")).fileType())
                .isEqualTo("X 00E0FC");
    }

    @Test
    void paths_need_no_name() throws IOException {
        assertThat(request("GetParameterValues", "ParameterNames=Device.A", "Device.B."))
                .isEqualTo(new GetParameterValues(List.of("Device.A", "Device.B.")));
        assertThat(request("GetParameterNames", "Device.", "NextLevel=true"))
                .isEqualTo(new GetParameterNames("Device.", true));
        assertThat(request("AddObject", "Device.WiFi.SSID.")).isEqualTo(new AddObject("Device.WiFi.SSID.", ""));
    }

    @Test
    void parameters_are_set_by_their_paths_with_a_guessed_or_a_given_type() throws IOException {
        assertThat(request(
                        "SetParameterValues",
                        "Device.A.On=true",
                        "Device.A.Count=300",
                        "Device.A.Level=-3",
                        "Device.A.Time=2026-11-23T08:00:00Z",
                        "Device.A.Name=Küche=1",
                        "Device.A.Code:string=0123",
                        "Device.A.Zip=0123",
                        "Device.A.Big=4294967296",
                        "ParameterKey=k"))
                .isEqualTo(new SetParameterValues(
                        List.of(
                                new ParameterValueStruct("Device.A.On", "true", "boolean"),
                                new ParameterValueStruct("Device.A.Count", "300", "unsignedInt"),
                                new ParameterValueStruct("Device.A.Level", "-3", "int"),
                                new ParameterValueStruct("Device.A.Time", "2026-11-23T08:00:00Z", "dateTime"),
                                new ParameterValueStruct("Device.A.Name", "Küche=1"),
                                new ParameterValueStruct("Device.A.Code", "0123"),
                                new ParameterValueStruct("Device.A.Zip", "0123"),
                                new ParameterValueStruct("Device.A.Big", "4294967296")),
                        "k"));
    }

    @Test
    void structures_are_typed_member_by_member() throws IOException {
        assertThat(request(
                        "SetParameterAttributes",
                        "ParameterList.1.Name=Device.A",
                        "ParameterList.1.NotificationChange=true",
                        "ParameterList.1.Notification=2",
                        "ParameterList.2.Name=Device.B",
                        "ParameterList.2.AccessListChange=1",
                        "ParameterList.2.AccessList=Subscriber"))
                .isEqualTo(new SetParameterAttributes(List.of(
                        new SetParameterAttributesStruct("Device.A", true, 2, false, List.of()),
                        new SetParameterAttributesStruct("Device.B", false, 0, true, List.of("Subscriber")))));
        assertThat(request(
                        "ChangeDUState",
                        "Operations.2.Uninstall.UUID=u",
                        "Operations.1.Install.URL=http://a",
                        "CommandKey=c"))
                .isEqualTo(new ChangeDUState(
                        List.of(new InstallOpStruct("http://a", "", "", "", ""), new UninstallOpStruct("u", "", "")),
                        "c"));
    }

    @Test
    void the_only_entry_needs_no_number() throws IOException {
        ScheduleDownload request = (ScheduleDownload) request(
                "ScheduleDownload", "URL=http://a", "TimeWindowList.WindowStart=1", "TimeWindowList.WindowEnd=2");

        assertThat(request.timeWindowList()).containsExactly(new TimeWindowStruct(1, 2, "", "", 0));
        assertMistake(
                "TimeWindowList.WindowStart is given twice: number the entries, as in TimeWindowList.2",
                "ScheduleDownload",
                "TimeWindowList.WindowStart=1",
                "TimeWindowList.WindowStart=1");
    }

    @Test
    void a_password_is_asked_for() throws IOException {
        Download download = (Download) request("Download", "URL=http://a", "Password=?");
        SetParameterValues set = (SetParameterValues) request("SetParameterValues", "Device.A.Passphrase=?");

        assertThat(download.password()).isEqualTo(FakeConsole.PASSWORD);
        assertThat(set.parameterList().get(0).value()).isEqualTo(FakeConsole.PASSWORD);
        assertThat(console.asked).containsExactly("Password: ", "Device.A.Passphrase: ");
        assertThat(console.told()).isEmpty();
    }

    @Test
    void a_password_typed_in_the_open_is_remarked_on_once() throws IOException {
        request("Download", "URL=http://a", "Password=geheim");

        assertThat(console.told())
                .contains("Password was typed in the open", "Password=?")
                .doesNotContain("geheim");
    }

    @Test
    void a_mistake_is_told_in_one_sentence_that_names_what_is_allowed() {
        assertMistake("Reboot has no argument Key; Reboot has CommandKey", "Reboot", "Key=a");
        assertMistake("FactoryReset has no argument Key; FactoryReset has no arguments", "FactoryReset", "Key=a");
        assertMistake("An argument is written Name=value, not night; Reboot has CommandKey", "Reboot", "night");
        assertMistake("CommandKey is given twice", "Reboot", "CommandKey=a", "CommandKey=b");
        assertMistake("CommandKey is a single value and has no x", "Reboot", "CommandKey.x=b");
        assertMistake(
                "SetParameterValues has no argument Interval; SetParameterValues has ParameterList, ParameterKey, and takes "
                        + "parameters as Device.Time.Enable=true",
                "SetParameterValues",
                "Interval=3");
        assertMistake(
                "ScheduleInform.DelaySeconds has the value \"soon\": a whole number is expected",
                "ScheduleInform",
                "DelaySeconds=soon");
        assertMistake(
                "Say which part of Operations is meant: Install, Update, Uninstall", "ChangeDUState", "Operations=a");
        assertMistake(
                "Operations.1 has no Remove, only Install, Update, Uninstall",
                "ChangeDUState",
                "Operations.1.Remove=a");
        assertMistake(
                "Operations.1.Install has no Url, only URL, UUID, Username, Password, ExecutionEnvRef",
                "ChangeDUState",
                "Operations.1.Install.Url=a");
        assertMistake(
                "Operations.1 is two things",
                "ChangeDUState",
                "Operations.1.Install.URL=a",
                "Operations.1.Update.URL=a");
        assertMistake(
                "GetParameterValues.ParameterNames has 0 entries, at least 1 must be there", "GetParameterValues");
    }

    private void assertMistake(String sentence, String rpc, String... typed) {
        assertThatThrownBy(() -> request(rpc, typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private CwmpRequest request(String rpc, String... typed) throws IOException {
        return CallArguments.request(RpcDescription.cpeMethod(rpc).orElseThrow(), List.of(typed), console);
    }
}
