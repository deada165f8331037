package org.viaduct.store.embedded;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.contract.Samples;

/**
 * Prints what the figures of {@code docs/adr/0001-embedded-store.md} were taken from; no test. Arguments: an empty
 * directory on the disk to measure, and how many resources.
 */
final class StoreThroughput {

    private final PrintStream out;
    private final EmbeddedStore store;
    private final Path file;
    private final AtomicInteger created = new AtomicInteger();

    private StoreThroughput(Path directory, PrintStream out) {
        this.out = out;
        file = directory.resolve("store.mv");
        store = new EmbeddedStore(directory, 64);
        store.apply(Change.builder()
                .create(new Resource(Samples.ROOT, Optional.empty(), "cse-in", 5, Map.of(), 0))
                .build());
    }

    public static void main(String[] arguments) throws Exception {
        StoreThroughput run = new StoreThroughput(Path.of(arguments[0]), System.out);
        int resources = Integer.parseInt(arguments[1]);
        run.creates("warm-up", 16, resources / 10);
        run.creates("1 thread", 1, resources / 5);
        run.creates("16 threads", 16, resources - run.created.get());
        run.size();
        run.updates(resources / 5);
        run.size();
        run.reads(resources);
        run.searches();
        run.store.stop();
        run.size();
    }

    private void creates(String title, int threads, int count) throws InterruptedException {
        measure(
                "creates, " + title,
                threads,
                count,
                i -> store.apply(Change.builder()
                        .create(typical(created.getAndIncrement()))
                        .build()));
    }

    /** A resource of the size of an {@code <execInstance>}: every 50th is another type and labelled. */
    private static Resource typical(int i) {
        boolean node = i % 50 == 0;
        return Samples.resource(
                String.format("01JB%08XZ5Q8", i),
                Samples.ROOT,
                "execInstance-" + Integer.toHexString(i * 0x9E3779B9),
                node ? 14 : 19,
                Map.of(
                        "ct",
                        Timestamp.format(Samples.START.plusMillis(i)),
                        "lt",
                        Timestamp.format(Samples.START.plusMillis(i)),
                        "et",
                        Timestamp.format(Samples.START.plusSeconds(31_536_000L + i)),
                        "lbl",
                        node ? List.of("node") : List.of(),
                        "exs",
                        2L,
                        "exr",
                        31L,
                        "ext",
                        "00D09E-GW-" + i % 1000,
                        "exra",
                        Map.of("dwd", Map.of("ftyp", "1 Firmware Upgrade Image", "url", "http://files/fw.bin"))));
    }

    private void updates(int count) throws InterruptedException {
        int all = created.get();
        measure("updates at random, 16 threads", 16, count, i -> {
            // Each thread's numbers are its own, so that no update is stale.
            Resource resource =
                    store.find(typical((int) (i * 7919L % all)).id()).orElseThrow();
            store.apply(Change.builder()
                    .update(resource.with(Map.of("exs", 3L), Samples.START))
                    .build());
        });
    }

    private void reads(int count) throws InterruptedException {
        int all = created.get();
        measure("finds at random, 2 threads", 2, count, i -> store.find(
                        typical((int) (i * 7919L % all)).id())
                .orElseThrow());
    }

    private void searches() {
        search("type of 2 %", FilterCriteria.ALL.withTypes(Set.of(14)));
        search("label of 2 %", Samples.labelled("node"));
        search(
                "type of 2 %, first 100",
                FilterCriteria.ALL.withTypes(Set.of(14)).withLimit(100));
        search("no criterion, first 100", FilterCriteria.ALL.withLimit(100));
    }

    private void search(String title, FilterCriteria criteria) {
        int found = 0;
        long start = 0;
        for (int i = 0; i < 20; i++) {
            start = System.nanoTime();
            found = store.descendants(Samples.ROOT, criteria).size();
        }
        out.printf("search, %s: %d found in %.1f ms%n", title, found, (System.nanoTime() - start) / 1e6);
    }

    private void size() throws java.io.IOException {
        out.printf("file: %d bytes, %d a resource%n", Files.size(file), Files.size(file) / created.get());
    }

    private interface Work {
        void run(int number);
    }

    private void measure(String title, int threads, int count, Work work) throws InterruptedException {
        long[] nanos = new long[count];
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long start = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            pool.execute(() -> {
                int i;
                while ((i = next.getAndIncrement()) < count) {
                    long before = System.nanoTime();
                    work.run(i);
                    nanos[i] = System.nanoTime() - before;
                }
            });
        }
        pool.shutdown();
        pool.awaitTermination(1, TimeUnit.HOURS);
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        out.printf(
                "%s: %.0f/s, p50 %.2f ms, p99 %.2f ms, longest %.1f ms%n",
                title, count / seconds, nanos[count / 2] / 1e6, nanos[count * 99 / 100] / 1e6, nanos[count - 1] / 1e6);
    }
}
