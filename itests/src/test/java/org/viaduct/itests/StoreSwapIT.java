package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.viaduct.itests.Onem2m.Answer;

/** The backend of the store is stopped, started and replaced under load. */
public class StoreSwapIT extends ContainerTest {

    private static final String VERSION = "0.1.1";
    private static final int ORIGINATORS = 4;
    private static final int BETWEEN = 60;

    /** Does something to the backend. */
    private interface Swap {
        void swap(Bundle backend) throws Exception;
    }

    @Test
    public void requests_wait_while_it_is_stopped_and_started() throws Exception {
        everyRequestIsAnsweredAsDone("stopped", backend -> {
            backend.stop();
            backend.start();
        });
    }

    @Test
    public void requests_wait_while_it_is_updated_in_place() throws Exception {
        everyRequestIsAnsweredAsDone("updated", backend -> {
            backend.update(Rebadged.jar("store.embedded", VERSION));
            assertThat(backend.getVersion()).hasToString(VERSION);
        });
    }

    @Test
    public void while_it_stays_away_requests_are_refused_in_time_with_a_sentence_and_then_served_again()
            throws Exception {
        Bundle backend = bundle("store.embedded");
        backend.stop();
        try {
            long start = System.nanoTime();
            Answer refused = create("refused");
            assertThat(refused.rsc()).describedAs(refused.toString()).isEqualTo(5000);
            assertThat(refused.debug()).isEqualTo("The store is not available; try again.");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        } finally {
            backend.start();
        }
        await().atMost(PATIENCE).until(() -> onem2m.retrieve("cse-in/refused").rsc() == 4004);
        assertThat(create("served").rsc()).isEqualTo(2001);
    }

    private Answer create(String name) {
        return onem2m.create("cse-in", 9, "{\"m2m:grp\":{\"rn\":\"" + name + "\",\"mnm\":3,\"mid\":[\"cse-in\"]}}");
    }

    private void everyRequestIsAnsweredAsDone(String prefix, Swap swap) throws Exception {
        Queue<Answer> refused = new ConcurrentLinkedQueue<>();
        Set<String> created = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();
        List<CompletableFuture<Void>> load = new ArrayList<>();
        AtomicInteger rounds = new AtomicInteger(3);
        for (int i = 0; i < ORIGINATORS; i++) {
            String start = prefix + "-" + i + "-";
            load.add(CompletableFuture.runAsync(() -> {
                for (int number = 0; rounds.get() > 0; number++) {
                    Answer answer = create(start + number);
                    if (answer.rsc() == 2001) {
                        created.add("cse-in/" + start + number);
                    } else {
                        refused.add(answer);
                    }
                    done.incrementAndGet();
                }
            }));
        }
        while (rounds.getAndDecrement() > 1) {
            int before = done.get();
            await().atMost(PATIENCE).until(() -> done.get() > before + BETWEEN);
            swap.swap(bundle("store.embedded"));
        }
        CompletableFuture.allOf(load.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        assertThat(refused).isEmpty();
        assertThat(created).isNotEmpty();
        for (String address : new TreeSet<>(created)) {
            assertThat(onem2m.retrieve(address).rsc()).describedAs(address).isEqualTo(2000);
        }
    }
}
