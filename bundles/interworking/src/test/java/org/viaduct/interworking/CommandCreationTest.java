package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.viaduct.interworking.Bench.refusal;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.UnknownTime;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.DUStateChangeComplete;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.InstallOpStruct;
import org.viaduct.cwmp.rpc.OpResultStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.UninstallOpStruct;
import org.viaduct.cwmp.rpc.UpdateOpStruct;
import org.viaduct.cwmp.rpc.Upload;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Updated;

/** What a mgmtCmd may be created with, what becomes of its passwords, and the RPC that its arguments become. */
class CommandCreationTest {

    private static final String UNIT = "6f1c1a8e-3a54-4d0b-9a3e-0d1a5c7e2b01";

    private final Bench bench = new Bench().withCpe();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void an_unknown_cmd_type_is_6022_before_anything_else() {
        assertThat(refused(8, "rbo", List.of())).isEqualTo(ResponseStatusCode.INVALID_CMDTYPE);
    }

    @Test
    void arguments_of_another_cmd_type_are_6023() {
        assertThat(refused(2, "dld", List.of(Map.of()))).isEqualTo(ResponseStatusCode.INVALID_ARGUMENTS);
        assertThat(refused(Map.of("cmt", 4L, "exra", Map.of("dld", List.of(Map.of()), "rbo", List.of()))))
                .isEqualTo(ResponseStatusCode.INVALID_ARGUMENTS);
    }

    @Test
    void a_url_that_carries_a_password_is_6023() {
        for (String url : List.of("http://u:secret@h/f", "ftp://u@h", "//u:p@h/f")) {
            assertThat(refused(4, "dld", List.of(Map.of("ftyp", "1", "url", url))))
                    .isEqualTo(ResponseStatusCode.INVALID_ARGUMENTS);
        }
    }

    @Test
    void several_entries_for_an_rpc_that_takes_one_are_6023() {
        Map<String, Object> entry = Map.of("ftyp", "1", "url", "http://x");
        assertThat(refused(4, "dld", List.of(entry, entry))).isEqualTo(ResponseStatusCode.INVALID_ARGUMENTS);
        assertThat(refused(3, "uld", List.of(entry, entry))).isEqualTo(ResponseStatusCode.INVALID_ARGUMENTS);
        assertThat(refused(2, "rbo", List.of(Map.of(), Map.of()))).isEqualTo(ResponseStatusCode.INVALID_ARGUMENTS);
    }

    @Test
    void an_any_arg_that_the_rpc_does_not_take_is_6023() {
        List<Object> any = List.of(Map.of("nm", "CommandKey", "val", "x"));
        assertThat(refused(2, "rbo", List.of(Map.of("any", any)))).isEqualTo(ResponseStatusCode.INVALID_ARGUMENTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5, 6, 7})
    void a_command_that_needs_arguments_is_6024_without(long cmdType) {
        assertThat(refused(Map.of("cmt", cmdType))).isEqualTo(ResponseStatusCode.INSUFFICIENT_ARGUMENTS);
    }

    @Test
    void a_download_without_url_or_file_type_is_6024() {
        assertThat(refused(4, "dld", List.of(Map.of("ftyp", "1"))))
                .isEqualTo(ResponseStatusCode.INSUFFICIENT_ARGUMENTS);
        assertThat(refused(4, "dld", List.of(Map.of("ftyp", "", "url", "http://x"))))
                .isEqualTo(ResponseStatusCode.INSUFFICIENT_ARGUMENTS);
        assertThat(refused(5, "swin", List.of(Map.of("uuid", "u"))))
                .isEqualTo(ResponseStatusCode.INSUFFICIENT_ARGUMENTS);
        assertThat(refused(6, "swun", List.of(Map.of()))).isEqualTo(ResponseStatusCode.INSUFFICIENT_ARGUMENTS);
    }

    @Test
    void reset_and_reboot_need_no_arguments() {
        bench.create(Map.of("cmt", 1L));
        bench.create(Map.of("cmt", 2L, "exra", Map.of("rbo", List.of(Map.of()))));
    }

    @ParameterizedTest
    @CsvSource({"1, exf", "1, exy", "1, exn", "2, exy", "3, exf", "3, exn"})
    void an_attribute_that_the_mode_forbids_is_4000(long mode, String attribute) {
        Object value = attribute.equals("exn") ? (Object) 2L : "PT1S";
        assertThat(refused(Map.of("cmt", 2L, "exm", mode, attribute, value))).isEqualTo(ResponseStatusCode.BAD_REQUEST);
        assertThat(refusal(bench.update(bench.create(Map.of("cmt", 2L, "exm", mode)), Map.of(attribute, value))))
                .isEqualTo(ResponseStatusCode.BAD_REQUEST);
    }

    @Test
    void the_other_attributes_go_with_the_modes() {
        bench.create(Map.of("cmt", 2L, "exm", 2L, "exf", "P1DT2H", "exn", 99_999L));
        bench.create(Map.of("cmt", 2L, "exm", 3L, "exy", "P1Y2M"));
        bench.create(Map.of("cmt", 2L, "exm", 4L, "exf", "PT0.5S", "exy", "P1D", "exn", 1L));
    }

    @ParameterizedTest
    @CsvSource({"exn, 0", "exn, 100000", "exf, P101Y", "exy, P999999999Y", "exy, PT999999999H"})
    void a_number_or_a_duration_that_means_nothing_is_4000(String attribute, String value) {
        Object typed = attribute.equals("exn") ? (Object) Long.valueOf(value) : value;
        assertThat(refused(Map.of("cmt", 2L, "exm", 4L, attribute, typed))).isEqualTo(ResponseStatusCode.BAD_REQUEST);
    }

    @Test
    void an_exec_instance_is_not_created_by_request() {
        Resource command = bench.reboot();
        Resource candidate = bench.tree.draft(command, java.util.Optional.empty(), "m2m:exin", Map.of());
        assertThat(refusal(() -> bench.interworking.create(candidate, null)))
                .isEqualTo(ResponseStatusCode.OPERATION_NOT_ALLOWED);
    }

    @Test
    void passwords_are_nowhere_in_clear_and_reach_the_cpe() {
        Resource command = bench.download();
        CompletableFuture<Updated> execution = bench.execute(command);
        assertThat(bench.store.allResources())
                .noneMatch(resource -> resource.toString().contains("hush"));
        assertThat(bench.store.allEntries())
                .noneMatch(entry -> new String(entry.value(), StandardCharsets.UTF_8).contains("hush"));
        DrivenSession session = bench.session();
        assertThat(((Download) session.nextCall()).password()).isEqualTo("hush");
        session.accept();
        execution.join();
        assertThat(command.toString()).doesNotContain("hush");
    }

    @Test
    void an_update_of_the_arguments_replaces_the_passwords() {
        Resource command = bench.download();
        Map<String, Object> entry = Map.of("ftyp", "1", "url", "http://other", "pwd", "secret");
        bench.update(command, Map.of("exra", Map.of("dld", List.of(entry)))).join();
        assertThat(sent(command)).isInstanceOfSatisfying(Download.class, download -> {
            assertThat(download.url()).isEqualTo("http://other");
            assertThat(download.password()).isEqualTo("secret");
        });
        Map<String, Object> without = Map.of("ftyp", "1", "url", "http://other");
        bench.update(command, Map.of("exra", Map.of("dld", List.of(without)))).join();
        assertThat(sent(command)).isInstanceOfSatisfying(Download.class, download -> assertThat(download.password())
                .isEmpty());
    }

    @Test
    void only_what_needs_the_passwords_fails_when_they_cannot_be_read() {
        Resource command = bench.download();
        bench.loseTheKey();
        bench.update(command, Map.of("dc", "renamed")).join();
        assertThat(refusal(bench.execute(command))).isEqualTo(ResponseStatusCode.MGMT_CONVERSION_ERROR);
    }

    @Test
    void an_instance_whose_passwords_cannot_be_read_ends_and_lets_the_next_one_pass() {
        Resource command = bench.download();
        bench.executeNonBlocking(command).join();
        Resource other = bench.reboot();
        bench.executeNonBlocking(other).join();
        bench.loseTheKey();
        DrivenSession session = bench.session();
        assertThat(session.nextCall()).isInstanceOf(Reboot.class);
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_INTERNAL_ERROR");
    }

    @Test
    void an_update_is_checked_as_a_create_is() {
        Resource command = bench.download();
        Map<String, Object> removed = new HashMap<>();
        removed.put("exra", null);
        assertThat(refusal(bench.update(command, removed))).isEqualTo(ResponseStatusCode.INSUFFICIENT_ARGUMENTS);
        assertThat(refusal(bench.update(command, Map.of("exra", Map.of("rbo", List.of())))))
                .isEqualTo(ResponseStatusCode.INVALID_ARGUMENTS);
    }

    @Test
    void a_download_carries_all_its_arguments() {
        Map<String, Object> entry = new HashMap<>(Map.of(
                "ftyp",
                "1 Firmware Upgrade Image",
                "url",
                "http://fs/fw",
                "unm",
                "u",
                "pwd",
                "p",
                "fsi",
                5L,
                "tgf",
                "t"));
        entry.putAll(
                Map.of("dss", 7L, "surl", "http://s", "any", List.of(Map.of("nm", "FailureURL", "val", "http://f"))));
        Download sent = (Download) sent(bench.create(Map.of("cmt", 4L, "exra", Map.of("dld", List.of(entry)))));
        assertThat(sent)
                .isEqualTo(new Download(
                        sent.commandKey(),
                        "1 Firmware Upgrade Image",
                        "http://fs/fw",
                        "u",
                        "p",
                        5,
                        "t",
                        7,
                        "http://s",
                        "http://f"));
    }

    @Test
    void an_upload_carries_all_its_arguments() {
        Map<String, Object> entry = Map.of(
                "ftyp",
                "4 Vendor Log File 1",
                "url",
                "http://fs/log",
                "pwd",
                "p",
                "any",
                List.of(Map.of("nm", "DelaySeconds", "val", "9")));
        Upload sent = (Upload) sent(bench.create(Map.of("cmt", 3L, "exra", Map.of("uld", List.of(entry)))));
        assertThat(sent).isEqualTo(new Upload(sent.commandKey(), "4 Vendor Log File 1", "http://fs/log", "", "p", 9));
    }

    @Test
    void software_commands_become_one_operation_for_each_entry() {
        Map<String, Object> install = Map.of("url", "http://a", "uuid", "", "unm", "u", "pwd", "p", "eer", "Device.1.");
        Resource swin =
                bench.create(Map.of("cmt", 5L, "exra", Map.of("swin", List.of(install, Map.of("url", "http://b")))));
        assertThat(((ChangeDUState) sent(swin)).operations())
                .containsExactly(
                        new InstallOpStruct("http://a", "", "u", "p", "Device.1."),
                        new InstallOpStruct("http://b", "", "", "", ""));
        Resource swun =
                bench.create(Map.of("cmt", 6L, "exra", Map.of("swun", List.of(Map.of("uuid", UNIT, "vr", "1")))));
        assertThat(((ChangeDUState) sent(swun)).operations()).containsExactly(new UninstallOpStruct(UNIT, "1", ""));
        Resource swup =
                bench.create(Map.of("cmt", 7L, "exra", Map.of("swup", List.of(Map.of("uuid", UNIT, "vr", "2")))));
        assertThat(((ChangeDUState) sent(swup)).operations())
                .containsExactly(new UpdateOpStruct(UNIT, "2", "", "", ""));
    }

    @Test
    void a_uuid_that_the_schema_does_not_know_is_6025() {
        Resource command = bench.create(Map.of("cmt", 6L, "exra", Map.of("swun", List.of(Map.of("uuid", "x")))));
        assertThat(refusal(bench.execute(command))).isEqualTo(ResponseStatusCode.MGMT_CONVERSION_ERROR);
    }

    @Test
    void of_several_results_the_first_fault_in_order_counts() {
        Resource command = bench.create(Map.of("cmt", 6L, "exra", Map.of("swun", List.of(Map.of("uuid", UNIT)))));
        String key = ((ChangeDUState) sent(command)).commandKey();
        Resource instance = bench.onlyInstance(command);
        assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_NOT_FINISHED");
        assertThat(refusal(bench.cancel(instance))).isEqualTo(ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
        assertThat(bench.state(instance)).isEqualTo("STATUS_NON_CANCELLABLE / STATUS_NOT_FINISHED");
        bench.session().receive(new DUStateChangeComplete(List.of(result(0), result(9022), result(9001)), key));
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_INVALID_UUID_FORMAT");
    }

    @Test
    void software_that_succeeded_in_all_is_a_success() {
        Resource command = bench.create(Map.of("cmt", 6L, "exra", Map.of("swun", List.of(Map.of("uuid", UNIT)))));
        String key = ((ChangeDUState) sent(command)).commandKey();
        bench.session().receive(new DUStateChangeComplete(List.of(result(0), result(0)), key));
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "4294967296", "1.5", "many"})
    void a_file_size_that_cwmp_cannot_carry_is_6025(String size) {
        Map<String, Object> entry = Map.of("ftyp", "1", "url", "http://x", "fsi", size);
        Resource command = bench.create(Map.of("cmt", 4L, "exra", Map.of("dld", List.of(entry))));
        assertThat(refusal(bench.execute(command))).isEqualTo(ResponseStatusCode.MGMT_CONVERSION_ERROR);
    }

    private Object sent(Resource command) {
        bench.executeNonBlocking(command).join();
        DrivenSession session = bench.session();
        Object request = session.nextCall();
        session.accept();
        return request;
    }

    private ResponseStatusCode refused(long cmdType, String member, List<?> entries) {
        return refused(Map.of("cmt", cmdType, "exra", Map.of(member, entries)));
    }

    private ResponseStatusCode refused(Map<String, Object> attributes) {
        return refusal(() -> bench.create(attributes));
    }

    private static OpResultStruct result(int fault) {
        return new OpResultStruct(
                "x",
                "",
                "1",
                "Uninstalled",
                true,
                "",
                UnknownTime.INSTANT,
                UnknownTime.INSTANT,
                new FaultStruct(fault, ""));
    }
}
