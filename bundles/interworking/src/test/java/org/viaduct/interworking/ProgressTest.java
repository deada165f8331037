package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.continuity.Presence;
import org.viaduct.continuity.Scheduling;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.command.Repetitions;
import org.viaduct.interworking.execution.ExecutionIndex;
import org.viaduct.interworking.service.Collaborators;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.disturbed.DisturbedStore;

class ProgressTest {

    private static final int CHUNK = 100;
    private static final ResourceId COMMAND = new ResourceId("mgc-1");

    /** Makes a chunk of instances each time that they are counted. */
    private static final class BusyStore extends DisturbedStore {

        private int made;

        @Override
        public List<Entry> entries(String bucket, String after, int limit) {
            if (bucket.equals(ExecutionIndex.BUCKET) && made < 3 * CHUNK) {
                make();
            }
            return super.entries(bucket, after, limit);
        }

        private void make() {
            Change.Builder change = Change.builder();
            for (int i = 0; i < CHUNK; i++) {
                change.put(new Entry(
                        ExecutionIndex.BUCKET,
                        COMMAND.value() + "/%05d".formatted(made + i),
                        "1/31".getBytes(StandardCharsets.US_ASCII),
                        0));
            }
            made += CHUNK;
            Entry head = entry(Expansions.HEADS, COMMAND.value() + "/0").orElseThrow();
            apply(change.put(head.with(head(3L * CHUNK - made))).build());
        }

        private static byte[] head(long left) {
            return ExpansionCodec.encode(new Expansions.Head(
                    CommandType.REBOOT, Map.of(), Repetitions.ONCE, Instant.EPOCH, Optional.empty(), 0, left));
        }
    }

    @Test
    void instances_that_are_made_while_they_are_counted_count_once() {
        BusyStore store = new BusyStore();
        Resource base = new Resource(new ResourceId("id-in"), Optional.empty(), "cse-in", 5, Map.of(), 0);
        Resource command = new Resource(
                COMMAND,
                Optional.of(base.id()),
                "reboot",
                12,
                Map.of(Progress.ATTRIBUTE, Progress.begun(3L * CHUNK, 0)),
                0);
        store.apply(Change.builder()
                .create(base)
                .create(command)
                .put(new Entry(Expansions.HEADS, COMMAND.value() + "/0", BusyStore.head(3L * CHUNK), 0))
                .build());
        Presence<Store> collaborator = new Collaborators(Duration.ofSeconds(1)).store();
        collaborator.arrived(store);
        try (Scheduling scheduling = new Scheduling("progress", Clock.systemUTC())) {
            new Progress(collaborator, scheduling, Clock.systemUTC()).changed(COMMAND);

            await().until(() -> shown(store).get("made").equals(3L * CHUNK));
            assertThat(shown(store)).containsEntry("targets", 3L * CHUNK).containsEntry("waiting", 3L * CHUNK);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> shown(BusyStore store) {
        return (Map<String, Object>)
                store.find(COMMAND).orElseThrow().attributes().get(Progress.ATTRIBUTE);
    }
}
