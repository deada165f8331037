package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.interworking.execution.ExecutionIndex;
import org.viaduct.interworking.service.Collaborators;
import org.viaduct.interworking.service.ToldStore;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.store.Change;
import org.viaduct.store.Store;
import org.viaduct.store.embedded.EmbeddedStore;
import org.viaduct.store.embedded.EmbeddedStoreSettings;

/** A command on a group of 10,000 nodes, on the store of the product. */
class GroupScaleTest {

    private static final int NODES = 10_000;
    private static final int LARGEST_CHANGE = 800;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BlockingQueue<CpeId> sought = new LinkedBlockingQueue<>();
    private final AtomicInteger largest = new AtomicInteger();
    private Store store;
    private ResourceTree tree;
    private Interworking interworking;

    @AfterEach
    void close() {
        interworking.close();
    }

    @Test
    void ten_thousand_nodes_are_executed_counted_and_deleted_in_bounded_steps(@TempDir Path directory)
            throws InterruptedException {
        EmbeddedStore embedded = new EmbeddedStore(settings(directory));
        store = new ToldStore(embedded, change -> {
            largest.accumulateAndGet(change.steps().size(), Math::max);
            embedded.apply(change);
        });
        tree = new ResourceTree(store);
        start();
        Resource base = store.find(tree.cseBase()).orElseThrow();
        Resource group = tree.draft(base, Optional.of("all"), "m2m:grp", Map.of("mid", nodes(base)));
        store.apply(Change.builder().create(group).build());
        Resource command = interworking.create(
                tree.draft(
                        base,
                        Optional.empty(),
                        "m2m:mgc",
                        Map.of("cmt", 2L, "ext", group.id().value())),
                request(Operation.CREATE));
        largest.set(0);

        Updated answer = interworking
                .update(command, Map.of("exe", true), request(Operation.UPDATE))
                .toCompletableFuture()
                .join();
        assertThat(answer.created()).hasSize(100);
        assertThat(answer.resource().attributes().get(Progress.ATTRIBUTE))
                .hasFieldOrPropertyWithValue("targets", (long) NODES);
        await().atMost(PATIENCE).until(() -> made(command) > 2_000);
        interworking.close();
        start();
        await().atMost(PATIENCE).until(() -> made(command) == NODES);

        for (int answered = 0; answered < 200; answered++) {
            CpeId cpe = sought.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            DrivenSession session = new DrivenSession(interworking, cpe);
            session.nextCall();
            session.accept();
            session.end();
        }
        await().atMost(PATIENCE)
                .until(() -> progress(command, "finished") == 200 && progress(command, "waiting") == NODES - 200);

        interworking
                .delete(store.find(command.id()).orElseThrow(), request(Operation.DELETE))
                .toCompletableFuture()
                .join();
        assertThat(store.find(command.id())).isEmpty();
        assertThat(store.descendants(tree.cseBase(), FilterCriteria.ALL.withTypes(Set.of(8))))
                .isEmpty();
        assertThat(largest).hasValueLessThanOrEqualTo(LARGEST_CHANGE);
    }

    private void start() {
        sought.clear();
        interworking = new Interworking(
                new Settings(
                        Duration.ofMinutes(1),
                        Duration.ofDays(7),
                        Duration.ofDays(7),
                        Duration.ofDays(1),
                        100,
                        Duration.ZERO),
                new Collaborators(Duration.ofSeconds(1)),
                Clock.systemUTC());
        interworking.setResources(tree);
        interworking.setGroups(tree);
        interworking.setCwmpClient(new CwmpClient() {
            @Override
            public CompletionStage<WakeResult> wake(CpeId cpe) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void seek(CpeId cpe, boolean bulk) {
                sought.add(cpe);
            }
        });
        interworking.setResourceChanges(store::apply);
        interworking.setStore(store);
    }

    private List<String> nodes(Resource base) {
        List<String> addresses = new ArrayList<>();
        Change.Builder change = Change.builder();
        for (int number = 0; number < NODES; number++) {
            String id = new CpeId("00D09E", "GW", String.valueOf(number)).value();
            Resource node = tree.draft(base, Optional.of(id), "m2m:nod", Map.of("ni", id));
            change.create(node);
            addresses.add(node.id().value());
        }
        store.apply(change.build());
        return addresses;
    }

    private int made(Resource command) {
        return ExecutionIndex.page(store, command.id(), "", Integer.MAX_VALUE).size();
    }

    private long progress(Resource command, String member) {
        Map<?, ?> progress =
                (Map<?, ?>) store.find(command.id()).orElseThrow().attributes().get(Progress.ATTRIBUTE);
        return ((Number) progress.get(member)).longValue();
    }

    private static RequestPrimitive request(Operation operation) {
        return Bench.request(operation, Optional.empty());
    }

    private static EmbeddedStoreSettings settings(Path directory) {
        return new EmbeddedStoreSettings() {
            @Override
            public String directory() {
                return directory.toString();
            }

            @Override
            public int cache_megabytes() {
                return 16;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return EmbeddedStoreSettings.class;
            }
        };
    }
}
