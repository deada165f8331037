package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.viaduct.interworking.Bench.CPE;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.InstallOpStruct;
import org.viaduct.cwmp.rpc.Upload;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.interworking.execution.LinkedFile;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;

class ServedFilesTest {

    private final Bench bench = new Bench().withCpe();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_download_gets_a_url_for_its_device_and_the_size_of_the_file() {
        bench.files.files.put("acme/fw.bin", 4711L);
        Resource command = download(Map.of("url", "viaduct-file:acme/fw.bin", "fsi", 0L, "dss", 60L));
        bench.execute(command);

        DrivenSession session = bench.session();
        Download download = (Download) session.nextCall();

        assertThat(download.url()).isEqualTo("http://files/1");
        assertThat(download.fileSize()).isEqualTo(4711);
        assertThat(bench.files.asked).containsExactly("offer acme/fw.bin " + CPE.value() + " PT1M");
        assertThat(bench.onlyInstance(command).attributes().toString())
                .contains("viaduct-file:acme/fw.bin")
                .doesNotContain("http://files/");
        session.accept();
        assertThat(bench.files.urls).hasSize(1);
        bench.session().transferComplete(download.commandKey(), 0);
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_SUCCESS");
        assertThat(bench.files.urls).isEmpty();
        assertThat(bench.onlyInstance(command).attributes()).doesNotContainKey(LinkedFile.ATTRIBUTE);
    }

    @Test
    void a_size_that_the_application_gives_stays() {
        bench.files.files.put("fw.bin", 4711L);
        bench.execute(download(Map.of("url", "viaduct-file:fw.bin", "fsi", 5L)));

        assertThat(((Download) bench.session().nextCall()).fileSize()).isEqualTo(5);
    }

    @Test
    void a_file_that_is_not_there_is_refused_at_execute_by_its_name() {
        Resource command = download(Map.of("url", "viaduct-file:none.bin"));

        assertThat(bench.execute(command))
                .failsWithin(java.time.Duration.ofSeconds(1))
                .withThrowableThat()
                .withMessageContaining("none.bin");
        assertThat(Bench.refusal(bench.execute(command))).isEqualTo(ResponseStatusCode.MGMT_CONVERSION_ERROR);
        assertThat(bench.instances(command)).isEmpty();
    }

    @Test
    void what_is_no_name_is_refused_at_execute() {
        for (String url : List.of("viaduct-file:", "viaduct-file:../../etc/passwd", "viaduct-file://x/y")) {
            assertThat(Bench.refusal(bench.execute(download(Map.of("url", url)))))
                    .isEqualTo(ResponseStatusCode.MGMT_CONVERSION_ERROR);
        }
    }

    @Test
    void a_file_that_goes_before_the_session_ends_the_execution() {
        bench.files.files.put("fw.bin", 1L);
        Resource command = download(Map.of("url", "viaduct-file:fw.bin"));
        bench.executeNonBlocking(command).join();
        bench.files.files.clear();

        assertThat(bench.session().next()).isEmpty();

        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_INTERNAL_ERROR");
    }

    @Test
    void a_url_ends_with_the_cancellation() {
        bench.files.files.put("fw.bin", 1L);
        Resource command = download(Map.of("url", "viaduct-file:fw.bin"));
        Resource instance = bench.pendingDownload(command);
        assertThat(bench.files.urls).hasSize(1);

        bench.cancel(instance);
        DrivenSession session = bench.session();
        session.nextCall();
        session.accept();

        assertThat(bench.files.urls).isEmpty();
    }

    @Test
    void an_upload_gets_a_url_and_its_file_is_linked() {
        Resource command = upload("viaduct-file:");
        bench.execute(command);
        Resource instance = bench.onlyInstance(command);
        DrivenSession session = bench.session();
        Upload upload = (Upload) session.nextCall();
        session.accept();
        assertThat(upload.url()).isEqualTo("http://files/1");
        assertThat(bench.files.asked).containsExactly("accept 3 Vendor Log File " + CPE.value() + " PT0S");

        bench.files.send(CommandKey.keyOf(instance.id()) + ".0", CPE.value() + "/log");
        bench.session().transferComplete(upload.commandKey(), 0);

        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
        assertThat(bench.onlyInstance(command).attributes())
                .containsEntry(
                        LinkedFile.ATTRIBUTE,
                        Map.of("name", CPE.value() + "/log", "size", 7L, "sha256", "ab".repeat(32)));
    }

    @Test
    void an_upload_may_name_what_is_sent() {
        bench.execute(upload("viaduct-file:nightly"));
        bench.session().nextCall();

        assertThat(bench.files.asked).containsExactly("accept nightly " + CPE.value() + " PT0S");
    }

    @Test
    void an_upload_to_elsewhere_is_linked_to_nothing() {
        Resource command = upload("http://elsewhere/log");
        bench.execute(command);
        DrivenSession session = bench.session();
        Upload upload = (Upload) session.nextCall();
        session.accept();
        bench.session().transferComplete(upload.commandKey(), 0);

        assertThat(upload.url()).isEqualTo("http://elsewhere/log");
        assertThat(bench.onlyInstance(command).attributes()).doesNotContainKey(LinkedFile.ATTRIBUTE);
    }

    @Test
    void software_is_installed_from_files_too() {
        bench.files.files.put("a.pkg", 1L);
        bench.files.files.put("b.pkg", 1L);
        Resource command = bench.create(Map.of(
                "cmt",
                5L,
                "exra",
                Map.of("swin", List.of(Map.of("url", "viaduct-file:a.pkg"), Map.of("url", "viaduct-file:b.pkg")))));
        bench.execute(command);

        ChangeDUState request = (ChangeDUState) bench.session().nextCall();

        assertThat(request.operations())
                .extracting(operation -> ((InstallOpStruct) operation).url())
                .containsExactly("http://files/1", "http://files/1");
        assertThat(bench.files.urls).hasSize(2);
    }

    private Resource download(Map<String, Object> arguments) {
        Map<String, Object> entry = new java.util.LinkedHashMap<>(Map.of("ftyp", "1 Firmware Upgrade Image"));
        entry.putAll(arguments);
        return bench.create(Map.of("cmt", 4L, "exra", Map.of("dld", List.of(entry))));
    }

    private Resource upload(String url) {
        return bench.create(
                Map.of("cmt", 3L, "exra", Map.of("uld", List.of(Map.of("ftyp", "3 Vendor Log File", "url", url)))));
    }
}
