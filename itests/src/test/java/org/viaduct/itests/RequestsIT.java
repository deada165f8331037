package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** Requests that do not block (rt 1 and 2), and the times that they name. */
public class RequestsIT extends ContainerTest {

    private static final String EXECUTE = "{\"m2m:mgc\":{\"exe\":true}}";
    private static final String CANCEL = "{\"m2m:exin\":{\"exd\":true}}";
    private static final int COMPLETED = 1;
    private static final int FAILED = 2;
    private static final Duration LONG = Duration.ofHours(1);

    /** The address of the execInstance of a download that does not end. */
    private String running(SimulatedCpe cpe, String name) throws Exception {
        cpe.script().completionDelay("Download", LONG);
        try (ServedFile file = new ServedFile()) {
            onem2m.createCommand(name, CmdType.DOWNLOAD.value(), node(cpe), file.downloadArguments());
        }
        Answer accepted = onem2m.update("cse-in/" + name + "?rt=1", EXECUTE);
        String instance = ended(accepted).at("/ors/pc/m2m:mgc/ch/0/val").asText();
        cpe.informNow();
        instance(instance, ExecStatus.PENDING);
        return instance;
    }

    private static String request(Answer accepted) {
        assertThat(accepted.rsc()).describedAs(accepted.toString()).isIn(1001, 1002);
        return accepted.content().path("m2m:uri").asText();
    }

    private JsonNode ended(Answer accepted) {
        String request = request(accepted);
        return await().atMost(PATIENCE)
                .until(() -> onem2m.retrieve(request).resource(), found -> Set.of(COMPLETED, FAILED)
                        .contains(found.path("rs").asInt()));
    }

    @Test
    public void a_cancel_goes_on_after_its_acknowledgement_and_ends_with_its_request() throws Exception {
        SimulatedCpe cpe = cpe("SLOWCANCEL");
        String instance = running(cpe, "slow-cancel");
        cpe.script().responseDelay("CancelTransfer", Duration.ofSeconds(2));

        Answer accepted = onem2m.update(instance + "?rt=1", CANCEL);

        instance(instance, ExecStatus.CANCELLING);
        JsonNode request = ended(accepted);
        assertThat(request.path("rs").asInt()).isEqualTo(COMPLETED);
        assertThat(request.at("/ors/rsc").asInt()).isEqualTo(2004);
        assertThat(instance(instance, ExecStatus.CANCELLED).path("exr").asInt())
                .isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(cpe.received()).filteredOn(CancelTransfer.class::isInstance).hasSize(1);
    }

    @Test
    public void a_delete_is_given_up_at_its_own_expiration_and_its_result_is_told_and_goes_when_it_is_to_go()
            throws Exception {
        // It takes connection requests, and opens no session for them.
        SimulatedCpe cpe = cpe("SILENT", builder -> builder.connectionRequestDelay(LONG));
        String instance = running(cpe, "silent");
        await().atMost(PATIENCE).until(() -> cpe.state() == CpeState.IDLE);
        try (Subscriber subscriber = new Subscriber()) {
            Answer accepted = onem2m.send(onem2m.request("cse-in/silent?rt=2")
                    .header("X-M2M-RTU", subscriber.url())
                    .header("X-M2M-RET", "3000")
                    .header("X-M2M-RST", "8000")
                    .DELETE());

            instance(instance, ExecStatus.CANCELLING);
            JsonNode result = await().atMost(PATIENCE)
                    .until(subscriber::results, results -> !results.isEmpty())
                    .get(0);
            assertThat(result.path("rsc").asInt()).isEqualTo(6021);
            assertThat(ended(accepted).path("rs").asInt()).isEqualTo(FAILED);
            assertThat(instance(instance, ExecStatus.PENDING).path("exr").asInt())
                    .isEqualTo(ExecResult.STATUS_NOT_FINISHED.value());
            await().atMost(PATIENCE)
                    .until(() -> onem2m.retrieve(request(accepted)).rsc() == 4004);
            assertThat(subscriber.results()).hasSize(1);
        }
    }

    @Test
    public void an_execute_waits_for_its_execution_time() throws Exception {
        SimulatedCpe cpe = cpe("PUNCTUAL");
        onem2m.createCommand("punctual", CmdType.REBOOT.value(), node(cpe), "");
        Instant begin = Instant.now();

        Answer accepted = onem2m.send(onem2m.request("cse-in/punctual?rt=1")
                .header("X-M2M-OET", "2000")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(EXECUTE)));

        assertThat(instances("cse-in/punctual")).isEmpty();
        assertThat(ended(accepted).at("/ors/rsc").asInt()).isEqualTo(2004);
        assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        instance(instances("cse-in/punctual").get(0), ExecStatus.FINISHED);
        assertThat(cpe.received()).filteredOn(Reboot.class::isInstance).hasSize(1);
    }
}
