package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.junit.Test;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.Upload;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.Files;
import org.viaduct.files.api.StoredFile;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** Files of the server itself, to CPEs and from CPEs. */
public class FilesIT extends ContainerTest {

    @Inject
    Files files;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    public void a_cpe_downloads_a_file_of_the_server_by_a_url_that_is_good_once() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        SimulatedCpe cpe = cpe("FILEDOWN", builder -> builder.listener(event -> events.add(event.text())));
        StoredFile firmware = put("itests/fw-2.0.0.bin", 3_000_000);
        onem2m.createCommand(
                "files-download",
                CmdType.DOWNLOAD.value(),
                node(cpe),
                "{\"dld\":[{\"ftyp\":\"1 Firmware Upgrade Image\",\"url\":\"viaduct-file:" + firmware.name() + "\"}]}");

        Answer executed = onem2m.execute("cse-in/files-download");

        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        JsonNode instance = instance(executed.execInstance(), ExecStatus.FINISHED);
        assertThat(instance.path("exr").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(events).contains("fetched 3000000 bytes with SHA-256 " + firmware.sha256());
        Download download = (Download) cpe.received().stream()
                .filter(Download.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(download.fileSize()).isEqualTo(3_000_000);
        assertThat(instance.toString())
                .contains("viaduct-file:itests/fw-2.0.0.bin")
                .doesNotContain(download.url());
        assertThat(get(download.url()).statusCode()).isEqualTo(404);
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void an_upload_is_kept_under_the_name_of_its_cpe_and_linked() throws Exception {
        SimulatedCpe cpe = cpe("FILEUP");
        onem2m.createCommand(
                "files-upload",
                CmdType.UPLOAD.value(),
                node(cpe),
                "{\"uld\":[{\"ftyp\":\"1 Vendor Configuration File\",\"url\":\"viaduct-file:\"}]}");

        Answer executed = onem2m.execute("cse-in/files-upload");

        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        JsonNode file = instance(executed.execInstance(), ExecStatus.FINISHED).path("viaductFile");
        StoredFile stored = files.find(new FileName(file.path("name").asText())).orElseThrow();
        assertThat(stored.name().value()).startsWith(nodeId(cpe) + "/").endsWith("-1-Vendor-Configuration-File");
        assertThat(stored.device()).contains(nodeId(cpe));
        assertThat(file.path("size").asLong()).isEqualTo(stored.size()).isPositive();
        assertThat(file.path("sha256").asText()).isEqualTo(stored.sha256());
        Upload upload = (Upload) cpe.received().stream()
                .filter(Upload.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(put(upload.url()).statusCode()).isEqualTo(404);
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void a_file_that_the_server_does_not_have_is_refused_by_name() throws Exception {
        SimulatedCpe cpe = cpe("FILENONE");
        onem2m.createCommand(
                "files-none",
                CmdType.DOWNLOAD.value(),
                node(cpe),
                "{\"dld\":[{\"ftyp\":\"1 Firmware Upgrade Image\",\"url\":\"viaduct-file:none.bin\"}]}");

        Answer executed = onem2m.execute("cse-in/files-none");

        assertThat(executed.rsc()).isEqualTo(6025);
        assertThat(executed.debug()).contains("none.bin");
        assertThat(cpe.received()).noneMatch(Download.class::isInstance);
    }

    @Test
    public void files_survive_an_update_of_their_bundle() throws Exception {
        StoredFile stored = put("itests/kept.bin", 1000);

        bundle("files").update();

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        context.getService(context.getServiceReference(Files.class))
                                .find(stored.name()))
                .contains(stored));
    }

    private StoredFile put(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return files.put(new FileName(name), new ByteArrayInputStream(content), "itests");
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofString("again"))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
