package org.viaduct.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.START;
import static org.viaduct.store.contract.Samples.node;
import static org.viaduct.store.contract.Samples.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.ConflictException.Reason;

/** No update is lost, whoever else writes. */
public interface ConcurrencyContract extends StoreUnderTest {

    @Test
    default void sixteen_threads_that_count_together_lose_nothing() throws Exception {
        create(resource("counter", ROOT, "counter", 14, Map.of("n", 0L)));
        together(16, thread -> {
            for (int i = 0; i < 25; i++) {
                increment();
            }
        });
        Resource counter = store().find(new ResourceId("counter")).orElseThrow();
        assertThat(counter.number("n")).contains(400L);
        assertThat(counter.revision()).isEqualTo(401);
    }

    private void increment() {
        while (true) {
            Resource counter = store().find(new ResourceId("counter")).orElseThrow();
            long next = counter.number("n").orElseThrow() + 1;
            try {
                store().apply(Change.builder()
                        .update(counter.with(Map.of("n", next), START))
                        .build());
                return;
            } catch (ConflictException e) {
                assertThat(e.reason()).isEqualTo(Reason.STALE);
            }
        }
    }

    @Test
    default void of_many_who_create_the_same_name_one_succeeds() throws Exception {
        AtomicInteger created = new AtomicInteger();
        together(16, thread -> {
            for (int i = 0; i < 20; i++) {
                try {
                    create(resource("t" + thread + "-" + i, ROOT, "name" + i, 14, Map.of()));
                    created.incrementAndGet();
                } catch (ConflictException e) {
                    assertThat(e.reason()).isEqualTo(Reason.NAME_TAKEN);
                }
            }
        });
        assertThat(created).hasValue(20);
        assertThat(ids(ROOT, FilterCriteria.ALL)).hasSize(20);
    }

    @Test
    default void nothing_is_left_below_what_others_delete() throws Exception {
        together(8, thread -> {
            for (int i = 0; i < 40; i++) {
                try {
                    if (thread % 4 == 0) {
                        create(node("n"));
                    } else if (thread % 4 == 1) {
                        store().apply(Change.builder()
                                .delete(new ResourceId("n"))
                                .build());
                    } else {
                        create(resource(
                                "c" + thread + "-" + i, new ResourceId("n"), "c" + thread + "-" + i, 13, Map.of()));
                    }
                } catch (ConflictException expected) {
                    assertThat(expected.reason()).isIn(Reason.GONE, Reason.PARENT_GONE, Reason.ID_TAKEN);
                }
            }
        });
        store().find(new ResourceId("n")).ifPresent(left -> store().apply(
                        Change.builder().delete(left.id()).build()));
        assertThat(ids(ROOT, FilterCriteria.ALL)).isEmpty();
        assertThat(store().allResources(Optional.empty(), 100)).hasSize(1);
    }

    @Test
    default void a_reader_sees_whole_changes_only() throws Exception {
        store().apply(Change.builder()
                .create(resource("a", ROOT, "a", 14, Map.of("n", 0L)))
                .create(resource("b", ROOT, "b", 14, Map.of("n", 0L)))
                .build());
        together(2, thread -> {
            for (long i = 1; i <= 60; i++) {
                List<Resource> both = store().descendants(ROOT, FilterCriteria.ALL);
                if (thread == 0) {
                    store().apply(Change.builder()
                            .update(both.get(0).with(Map.of("n", i), START))
                            .update(both.get(1).with(Map.of("n", i), START))
                            .build());
                } else {
                    assertThat(both.get(0).number("n")).isEqualTo(both.get(1).number("n"));
                }
            }
        });
    }

    private void together(int threads, IntConsumer work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                running.add(pool.submit(() -> work.accept(number)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
