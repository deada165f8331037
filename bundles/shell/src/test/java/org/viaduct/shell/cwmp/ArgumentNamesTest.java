package org.viaduct.shell.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.codec.RpcDescription;

class ArgumentNamesTest {

    @Test
    void single_values_are_offered_until_they_are_typed() {
        assertThat(offered("ScheduleInform", "")).containsExactly("DelaySeconds=", "CommandKey=");
        assertThat(offered("ScheduleInform", "", "DelaySeconds=1")).containsExactly("CommandKey=");
        assertThat(offered("ScheduleInform", "Delay")).containsExactly("DelaySeconds=", "CommandKey=");
    }

    @Test
    void values_are_offered_where_they_are_known() {
        assertThat(offered("GetParameterNames", "", "Device."))
                .containsExactly("ParameterPath=", "NextLevel=true", "NextLevel=false");
        assertThat(offered("Upload", "")).contains("FileType=2", "Password=?");
    }

    @Test
    void lists_are_offered_again_and_paths_without_a_name() {
        assertThat(offered("GetParameterValues", "", "Device.A"))
                .containsExactly("ParameterNames=", "Device.", "ParameterNames=Device.");
        assertThat(offered("SetParameterValues", "")).contains("Device.", "ParameterKey=", "ParameterList.1.Name=");
    }

    @Test
    void members_of_structures_are_offered_with_the_number_that_is_typed() {
        assertThat(offered("ChangeDUState", "Operations.2.I"))
                .contains(
                        "Operations.2.Install.URL=", "Operations.2.Install.Password=?", "Operations.2.Uninstall.UUID=");
    }

    @Test
    void nothing_is_offered_that_needs_quotes() {
        for (RpcDescription rpc : RpcDescription.cpeMethods()) {
            assertThat(offered(rpc.name(), "")).noneMatch(name -> name.contains(" "));
        }
    }

    @Test
    void what_is_offered_is_understood() throws IOException {
        for (RpcDescription rpc : RpcDescription.cpeMethods()) {
            List<String> typable = offered(rpc.name(), "").stream()
                    .filter(name -> !name.equals("Device."))
                    .toList();
            for (String name : typable) {
                try {
                    CallArguments.request(rpc, new ArrayList<>(List.of(name)), new FakeConsole());
                } catch (IllegalArgumentException incomplete) {
                    assertThat(incomplete).message().doesNotContain("has no", "is written");
                }
            }
        }
    }

    private static List<String> offered(String rpc, String prefix, String... others) {
        List<String> typed = new ArrayList<>(List.of(others));
        typed.add(prefix);
        return ArgumentNames.of(RpcDescription.cpeMethod(rpc).orElseThrow(), typed, prefix, "Device.");
    }
}
