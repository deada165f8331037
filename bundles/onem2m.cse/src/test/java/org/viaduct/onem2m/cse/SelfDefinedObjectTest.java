package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.type.Attribute;
import org.viaduct.onem2m.type.Presence;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.onem2m.type.TextType;
import org.viaduct.store.Change;

/** {@code <mgmtObj>}s with mgmtDefinition 0, whose types come and go with what their mgmtSchema names. */
class SelfDefinedObjectTest {

    private static final String CABINET = "cse-in/n1/cabinet";

    private final TestCse test = new TestCse();
    private final ReadingHandler handler = new ReadingHandler(test);

    @BeforeEach
    void start() {
        publish("urn:cabinet:1", "acme:cab", "dor", 300L);
        publish("urn:lamp:1", "acme:lmp", "clr", 301L);
        test.publishHandler(handler, 302L, 0, "acme:cab", "acme:lmp");
        test.plant("cse-in", "n1", "m2m:nod", Map.of("ni", "n1"));
        test.plant("cse-in/n1", "cabinet", "acme:cab", Map.of("mgd", 0L, "mgs", "urn:cabinet:1", "dor", "shut"));
        test.plant("cse-in/n1", "lamp", "acme:lmp", Map.of("mgd", 0L, "mgs", "urn:lamp:1", "clr", "red"));
    }

    @Test
    void types_are_told_apart_by_their_schema() {
        assertThat(test.ask(Request.retrieve("cse-in/n1/lamp"))
                        .content()
                        .orElseThrow()
                        .root())
                .isEqualTo("acme:lmp");
        assertThat(test.members(Request.retrieve("cse-in/n1").rcn(4))).containsKeys("acme:cab", "acme:lmp");
        assertThat(test.code(Request.update(CABINET, "acme:lmp", Map.of("clr", "red"))))
                .isEqualTo(4000);
        assertThat(test.sentence(Request.update(CABINET, "acme:cab", Map.of("clr", "red"))))
                .contains("has no attribute 'clr'");
    }

    @Test
    void a_retrieve_shows_what_the_handler_reads() {
        handler.read = CompletableFuture.completedFuture("open");
        assertThat(test.members(Request.retrieve(CABINET))).containsEntry("dor", "open");
        assertThat(test.members(Request.retrieve(CABINET).rcn(5))).containsEntry("dor", "open");
        assertThat(test.value(Request.retrieve(CABINET).content("m2m:atrl", List.of("dor"))))
                .isEqualTo(Map.of("dor", "open"));
    }

    @Test
    void what_is_below_another_resource_is_shown_as_stored() {
        handler.read = new CompletableFuture<>();
        assertThat(test.members(Request.retrieve("cse-in/n1").rcn(4)).get("acme:cab"))
                .asString()
                .contains("dor=shut");
        assertThat(test.value(Request.retrieve("cse-in/n1").discover()))
                .asString()
                .contains(CABINET);
        assertThat(test.code(Request.retrieve(CABINET).rcn(6))).isEqualTo(2000);
    }

    @Test
    void no_thread_waits_for_the_handler() {
        CompletableFuture<String> reading = new CompletableFuture<>();
        handler.read = reading;
        CompletableFuture<ResponsePrimitive> response = test.begin(Request.retrieve(CABINET));
        assertThat(response).isNotDone();
        reading.complete("open");
        assertThat(response.join().status()).isEqualTo(ResponseStatusCode.OK);
    }

    @Test
    void what_cannot_be_read_is_answered_as_the_handler_says() {
        handler.read = CompletableFuture.failedFuture(
                new OneM2mException(ResponseStatusCode.MGMT_SESSION_CANNOT_BE_ESTABLISHED, "It is switched off."));
        assertThat(test.code(Request.retrieve(CABINET))).isEqualTo(6020);
        assertThat(test.sentence(Request.retrieve(CABINET))).isEqualTo("It is switched off.");
    }

    @Test
    void it_can_be_subscribed_to_and_not_created() {
        test.publishNotifier(new RecordingNotifier());
        assertThat(test.code(Request.create(CABINET, 23, "m2m:sub", Map.of("nu", List.of("http://127.0.0.1:9000/n")))))
                .isEqualTo(2001);
        assertThat(test.code(Request.create("cse-in/n1", 13, "acme:cab", Map.of("mgd", 0L))))
                .isEqualTo(4005);
    }

    @Test
    void without_its_type_it_is_said_which_schema_is_missing() {
        test.services.removeType(Map.of(Constants.SERVICE_ID, 300L));
        assertThat(test.code(Request.retrieve(CABINET))).isEqualTo(5000);
        assertThat(test.sentence(Request.retrieve(CABINET))).contains("ty 13 with mgs urn:cabinet:1");
    }

    private void publish(String schema, String root, String attribute, long id) {
        ResourceType pattern = test.types.stream()
                .filter(type -> type.root().equals(ResourceType.MGMT_OBJ))
                .findFirst()
                .orElseThrow();
        Attribute own = new Attribute(
                attribute,
                attribute,
                TextType.of(10),
                Presence.NOT_PERMITTED,
                Presence.OPTIONAL,
                true,
                false,
                ResponseStatusCode.BAD_REQUEST,
                ResponseStatusCode.BAD_REQUEST,
                Optional.empty(),
                Optional.empty(),
                schema);
        test.services.putType(
                pattern.selfDefined(schema, root, root.substring(5), List.of(own)), Map.of(Constants.SERVICE_ID, id));
    }

    private static final class ReadingHandler extends CommandHandler {

        private final TestCse test;
        private CompletionStage<String> read = CompletableFuture.completedFuture("shut");

        ReadingHandler(TestCse test) {
            super(test.store);
            this.test = test;
        }

        @Override
        public CompletionStage<Resource> retrieve(Resource current, RequestPrimitive request) {
            return read.thenApply(value -> {
                Resource changed = current.with(Map.of("dor", value), current.modified());
                test.store.apply(Change.builder().update(changed).build());
                return changed.stored();
            });
        }
    }
}
