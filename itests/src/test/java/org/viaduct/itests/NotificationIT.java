package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** A subscriber hears of everything, so that nobody must poll. */
public class NotificationIT extends ContainerTest {

    private static final int MGMT_CMD = 12;
    private static final int SUBSCRIPTION = 23;
    private static final int FILE_TRANSFER_FAILURE = 9010;
    private static final Duration DOWNLOAD_TIME = Duration.ofSeconds(3);

    @Test
    public void a_subscriber_is_told_of_each_new_instance() throws Exception {
        SimulatedCpe cpe = cpe("SUBSCRIBED");
        try (Subscriber subscriber = new Subscriber()) {
            onem2m.createCommand("reboot-n1", CmdType.REBOOT.value(), node(cpe), "");
            subscribe("cse-in/reboot-n1", "watch", subscriber, 3);
            assertThat(subscriber.verifications()).isEqualTo(1);

            Answer executed = onem2m.execute("cse-in/reboot-n1");

            JsonNode event = event(subscriber, "cse-in/reboot-n1/watch");
            assertThat(event.path("net").asInt()).isEqualTo(3);
            assertThat(event.at("/rep/m2m:exin/exs").asInt()).isEqualTo(ExecStatus.INITIATED.value());
            assertThat(executed.execInstance())
                    .endsWith("/" + event.at("/rep/m2m:exin/rn").asText());
        }
    }

    @Test
    public void a_subscriber_is_told_how_an_instance_ends_even_if_it_was_away() throws Exception {
        SimulatedCpe cpe =
                cpe("FOLLOWED", builder -> builder.script(script -> script.completionDelay("Download", DOWNLOAD_TIME)));
        try (Subscriber subscriber = new Subscriber();
                ServedFile file = new ServedFile()) {
            onem2m.createCommand("download-n1", CmdType.DOWNLOAD.value(), node(cpe), file.downloadArguments());
            Answer executed = onem2m.execute("cse-in/download-n1");
            String instance = executed.execInstance();
            subscribe(instance, "watch", subscriber, 1);
            subscriber.away(true);
            instance(instance, ExecStatus.FINISHED);
            Bundle notification = bundle("onem2m.notification");
            notification.stop();
            notification.start();
            subscriber.away(false);

            JsonNode event = event(subscriber, instance + "/watch");
            assertThat(event.path("net").asInt()).isEqualTo(1);
            assertThat(event.at("/rep/m2m:exin/exs").asInt()).isEqualTo(ExecStatus.FINISHED.value());
            assertThat(event.at("/rep/m2m:exin/exr").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value());
        }
    }

    @Test
    public void a_subscriber_is_told_of_each_state_in_order_and_of_the_end_of_the_instance() throws Exception {
        SimulatedCpe cpe = cpe(
                "WATCHED",
                builder -> builder.script(script -> script.completionFault("Download", FILE_TRANSFER_FAILURE)));
        try (Subscriber subscriber = new Subscriber();
                ServedFile file = new ServedFile()) {
            Answer created = onem2m.create(
                    "cse-in",
                    MGMT_CMD,
                    "{\"m2m:mgc\":{\"rn\":\"watched\",\"cmt\":4,\"ext\":\"%s\",\"exm\":3,\"exy\":\"PT2S\",\"exra\":%s}}"
                            .formatted(node(cpe), file.downloadArguments()));
            assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
            String instance = onem2m.execute("cse-in/watched").execInstance();
            subscribe(instance, "states", subscriber, "\"net\":[1],\"atr\":[\"exs\",\"exr\"]");
            subscribe(instance, "end", subscriber, "\"net\":[2]");
            subscribe("cse-in/watched", "children", subscriber, "\"net\":[4],\"chty\":[8]");

            instance(instance, ExecStatus.FINISHED);
            assertThat(onem2m.delete(instance).rsc()).isEqualTo(2002);

            assertThat(event(subscriber, instance + "/end").path("net").asInt()).isEqualTo(2);
            JsonNode gone = event(subscriber, "cse-in/watched/children");
            assertThat(gone.path("net").asInt()).isEqualTo(4);
            assertThat(instance).endsWith("/" + gone.at("/rep/m2m:exin/rn").asText());
            assertThat(subscriber.events(instance + "/states"))
                    .extracting(event -> event.at("/rep/m2m:exin/exs").asInt() + " / "
                            + event.at("/rep/m2m:exin/exr").asInt())
                    .containsExactly(
                            ExecStatus.PENDING.value() + " / " + ExecResult.STATUS_NOT_FINISHED.value(),
                            ExecStatus.FINISHED.value() + " / " + ExecResult.STATUS_FILE_TRANSFER_FAILED.value());
        }
    }

    @Test
    public void a_subscriber_that_does_not_answer_is_refused() throws Exception {
        String closed;
        try (Subscriber gone = new Subscriber()) {
            closed = gone.url();
        }

        Answer created = onem2m.create("cse-in", SUBSCRIPTION, "{\"m2m:sub\":{\"nu\":[\"" + closed + "\"]}}");

        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(5204);
    }

    private void subscribe(String parent, String name, Subscriber subscriber, int event) {
        subscribe(parent, name, subscriber, "\"net\":[" + event + "]");
    }

    private void subscribe(String parent, String name, Subscriber subscriber, String criteria) {
        Answer created = onem2m.create(
                parent,
                SUBSCRIPTION,
                "{\"m2m:sub\":{\"rn\":\"%s\",\"nu\":[\"%s\"],\"enc\":{%s}}}"
                        .formatted(name, subscriber.url(), criteria));
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
    }

    /** The first event, as soon as it comes. */
    private static JsonNode event(Subscriber subscriber, String subscription) {
        return await().atMost(PATIENCE)
                .until(() -> subscriber.events(subscription), (List<JsonNode> events) -> !events.isEmpty())
                .get(0);
    }
}
