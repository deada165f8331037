package org.viaduct.store.postgresql;

import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.START;
import static org.viaduct.store.contract.Samples.resource;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.contract.Samples;
import org.viaduct.store.embedded.EmbeddedStore;
import org.viaduct.store.embedded.EmbeddedStoreSettings;
import org.viaduct.store.memory.VolatileStore;

/**
 * Prints the figures of {@code docs/persistence.md}; no test, and not run with them. The same rows are written by plain JDBC
 * in batches in the same run, for what the machine is worth at the time.
 */
@ExtendWith(Server.class)
class StoreBenchmark {

    private static final int DEVICES = Integer.getInteger("viaduct.devices", 100_000);
    private static final int BATCH = 64;
    private static final int ROUNDS = 5;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Server.Running server;
    /** Of each round, in which the two were measured one after the other. */
    private final Map<String, List<Double>> ratios = new TreeMap<>();

    @TempDir
    Path directory;

    StoreBenchmark(Server.Running server) {
        this.server = server;
    }

    @Test
    void writes_and_idle_devices() throws Exception {
        String database = server.newDatabase();
        StoreBackend embedded = embedded(directory.resolve("writes"));
        PostgresqlStore postgresql = new PostgresqlStore(new Database(server.access(database)));
        StoreBackend volatileStore = new VolatileStore();
        Map<String, StoreBackend> stores =
                Map.of("embedded", embedded, "postgresql", postgresql, "volatile", volatileStore);
        stores.values()
                .forEach(store ->
                        store.apply(Change.builder().create(Samples.root()).build()));
        jdbc(1, 5_000);
        stores.forEach((name, store) -> creates(store, "warm-up, " + name, "w", 64, 10_000));
        for (int callers : new int[] {1, 16, 256}) {
            int count = callers == 1 ? 2_000 : 20_000;
            for (int round = 0; round < ROUNDS; round++) {
                String prefix = "c" + callers + "-" + round + "-";
                double one = jdbc(1, 20_000);
                double sixteen = jdbc(16, 20_000);
                stores.forEach((name, store) -> {
                    double rate = creates(store, name, prefix, callers, count);
                    compare(name + ", " + callers + " callers, to JDBC over one connection", rate / one);
                    compare(name + ", " + callers + " callers, to JDBC over 16", rate / sixteen);
                });
            }
        }
        ratios.forEach((of, each) -> out.printf("%-60s %5.2f (median)%n", of, median(each)));
        stores.forEach(this::updates);
        postgresql.stop();
        devices();
    }

    private void compare(String of, double ratio) {
        ratios.computeIfAbsent(of, first -> new ArrayList<>()).add(ratio);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static StoreBackend embedded(Path directory) {
        return new EmbeddedStore(new EmbeddedStoreSettings() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return EmbeddedStoreSettings.class;
            }

            @Override
            public String directory() {
                return directory.toString();
            }

            @Override
            public int cache_megabytes() {
                return 64;
            }
        });
    }

    /** A resource of the size of an {@code <execInstance>}. */
    private static Resource typical(String prefix, int i) {
        return resource(
                prefix + i,
                ROOT,
                "execInstance-" + prefix + i,
                19,
                Map.of(
                        "ct",
                        Timestamp.format(START.plusMillis(i)),
                        "lt",
                        Timestamp.format(START.plusMillis(i)),
                        "et",
                        Timestamp.format(START.plusSeconds(31_536_000L + i)),
                        "exs",
                        2L,
                        "exr",
                        31L,
                        "ext",
                        "00D09E-GW-" + i % 1000,
                        "exra",
                        Map.of("dwd", Map.of("ftyp", "1 Firmware Upgrade Image", "url", "http://files/fw.bin"))));
    }

    private double creates(StoreBackend store, String title, String prefix, int callers, int count) {
        return measure(
                "creates, " + title,
                callers,
                count,
                i -> store.apply(Change.builder().create(typical(prefix, i)).build()));
    }

    private void updates(String name, StoreBackend store) {
        measure("updates with the read before, " + name, 64, 20_000, i -> {
            Resource read = store.find(new ResourceId("c256-0-" + i)).orElseThrow();
            store.apply(
                    Change.builder().update(read.with(Map.of("exs", 3L), START)).build());
        });
    }

    /** The same rows in the same table, batch by batch, each batch committed. */
    private double jdbc(int callers, int count) throws Exception {
        String name = server.newDatabase();
        try (Database database = new Database(new Access(
                server.access(name).url(),
                "postgres",
                server.access(name).password(),
                Math.max(2, callers),
                server.access(name).timeout()))) {
            try (Connection connection = database.connection()) {
                Schema.current().bringUpToDate(connection, name);
            }
            Queue<Connection> opened = new ConcurrentLinkedQueue<>();
            for (int caller = 0; caller < callers; caller++) {
                Connection connection = database.connection();
                connection.setAutoCommit(false);
                opened.add(connection);
            }
            ThreadLocal<Connection> connections = ThreadLocal.withInitial(opened::remove);
            return measure("plain JDBC, batches of " + BATCH, callers, count / BATCH, BATCH, batch -> {
                try {
                    insert(connections.get(), batch * BATCH);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private static void insert(Connection connection, int from) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO viaduct_resource"
                + " (number, id, parent, name, path, type, revision, created, modified, expires, labels, content)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = from; i < from + BATCH; i++) {
                Resource row = typical("j", i);
                Work.Columns columns = Work.Columns.of(row);
                statement.setLong(1, i);
                statement.setBytes(2, Texts.bytes(row.id().value()));
                statement.setLong(3, 1);
                statement.setBytes(4, Texts.bytes(row.name()));
                statement.setBytes(5, Row.path(Row.path(new byte[0], 1), i));
                statement.setInt(6, row.type());
                statement.setLong(7, 1);
                statement.setLong(8, columns.created());
                statement.setLong(9, columns.modified());
                statement.setLong(10, columns.expires());
                statement.setArray(11, connection.createArrayOf("bytea", columns.labels()));
                statement.setBytes(12, columns.content());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        connection.commit();
    }

    private void devices() throws Exception {
        Path files = directory.resolve("devices");
        long before = heap();
        StoreBackend embedded = embedded(files);
        fill(embedded, "embedded");
        report("embedded", before, size(files));
        String database = server.newDatabase();
        before = heap();
        PostgresqlStore postgresql = new PostgresqlStore(new Database(server.access(database)));
        fill(postgresql, "postgresql");
        report("postgresql", before, number("SELECT pg_database_size('" + database + "')"));
        before = heap();
        StoreBackend volatileStore = new VolatileStore();
        fill(volatileStore, "volatile");
        report("volatile", before, 0);
        // They were needed until here: the heap was theirs.
        for (StoreBackend store : List.of(embedded, postgresql, volatileStore)) {
            store.find(ROOT).orElseThrow();
        }
        discoveries(embedded, "embedded");
        discoveries(postgresql, "postgresql");
        discoveries(volatileStore, "volatile");
        postgresql.stop();
    }

    /** Devices as cwmp.devices and interworking keep them. */
    private void fill(StoreBackend store, String name) {
        store.apply(Change.builder().create(Samples.root()).build());
        measure("devices, " + name, 64, DEVICES, i -> {
            String serial = "00D09E-GW-%08d".formatted(i);
            ResourceId node = new ResourceId("nod-01jd%08xq5t9kx3m7vw2".formatted(i));
            Map<String, Object> times = Map.of(
                    "ct",
                    Timestamp.format(START.plusSeconds(i)),
                    "lt",
                    Timestamp.format(START.plusSeconds(i)),
                    "et",
                    Timestamp.format(START.plusSeconds(315_360_000L + i)));
            Map<String, Object> nodeAttributes = new LinkedHashMap<>(times);
            nodeAttributes.put("ni", serial);
            Map<String, Object> info = new LinkedHashMap<>(times);
            info.putAll(Map.of(
                    "mgd", 1007L, "dlb", List.of(), "man", "ACME", "mod", "GW", "dty", "gateway", "fwv", "1.0.0", "hwv",
                    "1"));
            store.apply(Change.builder()
                    .create(resource(node.value(), ROOT, serial, 14, nodeAttributes))
                    .create(resource("d" + node.value(), node, "deviceInfo", 13, info))
                    .put(new Entry("device", serial, record(i), 0))
                    .build());
        });
    }

    /** Pages of 1,000 nodes, as an originator gets them who lists the fleet or asks for what is new. */
    private void discoveries(StoreBackend store, String name) {
        FilterCriteria nodes = FilterCriteria.ALL.withTypes(Set.of(14));
        Map<String, FilterCriteria> criteria = new LinkedHashMap<>();
        criteria.put("the first nodes", Samples.page(nodes, 1, 1_000));
        criteria.put("the last nodes", Samples.page(nodes, DEVICES - 999, 1_000));
        criteria.put("the newest resources", Samples.moments(Map.of("cra", START.plusSeconds(DEVICES - 500))));
        criteria.put(
                "those of a while ago",
                Samples.created(START.plusSeconds(DEVICES / 2), START.plusSeconds(DEVICES / 2 + 500)));
        criteria.put(
                "a page of half of all",
                Samples.page(Samples.moments(Map.of("ms", START.plusSeconds(DEVICES / 2))), 1, 1_000));
        criteria.forEach((title, each) -> measure(title + ", " + name, 1, 20, number -> store.descendants(ROOT, each)));
    }

    private static byte[] record(int i) {
        String sealed = "v1:Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6";
        return ("{\"manufacturer\":\"ACME\",\"rootObject\":\"Device.\",\"namespace\":\"urn:dslforum-org:cwmp-1-2\","
                        + "\"connectionRequestUrl\":\"http://10.1.2.3:7547/" + i + "\",\"informSource\":\"10.1.2.3\","
                        + "\"enrolledFrom\":\"10.1.2.3\",\"enrolled\":\"2026-11-23T08:00:00Z\","
                        + "\"confirmed\":{\"user\":\"" + sealed + "\",\"password\":\"" + sealed
                        + "\"},\"settable\":true}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void report(String name, long heapBefore, long disk) {
        out.printf(
                "idle devices, %s: %d bytes of heap, %d bytes on disk each%n",
                name, (heap() - heapBefore) / DEVICES, disk / DEVICES);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long size(Path directory) throws IOException {
        return Files.size(directory.resolve("store.mv"));
    }

    private long number(String sql) throws SQLException {
        try (Database database = new Database(server.access("postgres"));
                Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private interface Numbered {
        void run(int number);
    }

    private double measure(String title, int callers, int count, Numbered work) {
        return measure(title, callers, count, 1, work);
    }

    /** @return rows a second */
    private double measure(String title, int callers, int count, int rows, Numbered work) {
        long[] nanos = new long[count];
        AtomicInteger next = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(callers);
        long start = System.nanoTime();
        for (int caller = 0; caller < callers; caller++) {
            new Thread(() -> {
                        int i = next.getAndIncrement();
                        while (i < count) {
                            long before = System.nanoTime();
                            work.run(i);
                            nanos[i] = System.nanoTime() - before;
                            i = next.getAndIncrement();
                        }
                        ended.countDown();
                    })
                    .start();
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double rate = count * rows / seconds;
        Arrays.sort(nanos);
        out.printf(
                "%-40s %4d callers %8.0f/s  p50 %7.2f ms  p99 %7.2f ms%n",
                title, callers, rate, nanos[count / 2] / 1e6, nanos[count * 99 / 100] / 1e6);
        return rate;
    }
}
