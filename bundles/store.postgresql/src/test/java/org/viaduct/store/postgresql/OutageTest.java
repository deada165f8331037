package org.viaduct.store.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.node;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.Change;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.store.contract.Samples;

/** The database is unplugged. */
@ExtendWith(Server.class)
class OutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server.Running server;
    private final String database;
    private final Relay relay;
    private PostgresqlStore store;

    OutageTest(Server.Running server) throws Exception {
        this.server = server;
        database = server.newDatabase();
        relay = new Relay(server.port());
    }

    private Access access() {
        Access through = Server.Running.access(database, relay.port());
        return new Access(through.url(), through.user(), through.password(), 4, Duration.ofSeconds(1));
    }

    @BeforeEach
    void open() {
        store = new PostgresqlStore(new Database(access()));
        store.apply(Change.builder().create(Samples.root()).build());
    }

    @AfterEach
    void close() throws Exception {
        store.stop();
        relay.close();
    }

    private void create(String id) {
        store.apply(Change.builder().create(node(id)).build());
    }

    @Test
    void under_load_callers_are_told_nothing_acknowledged_is_lost_and_service_resumes_by_itself() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> tried = ConcurrentHashMap.newKeySet();
        AtomicInteger refused = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            String prefix = "t" + thread + "-";
            writers.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; !enough.get(); i++) {
                    tried.add(prefix + i);
                    try {
                        create(prefix + i);
                        acknowledged.add(prefix + i);
                    } catch (StoreUnavailableException e) {
                        assertThat(e).hasMessageContaining("cannot be used");
                        refused.incrementAndGet();
                    }
                }
            }));
        }
        for (int outage = 0; outage < 3; outage++) {
            int before = acknowledged.size();
            await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 200);
            int told = refused.get();
            relay.cut();
            await().atMost(PATIENCE).until(() -> refused.get() > told);
            relay.plug();
        }
        int before = acknowledged.size();
        await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 200);
        enough.set(true);
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

        Set<String> found = store.descendants(ROOT, FilterCriteria.ALL).stream()
                .map(Resource::id)
                .map(id -> id.value())
                .collect(Collectors.toSet());
        assertThat(found).containsAll(acknowledged);
        assertThat(tried).containsAll(found);
    }

    @Test
    void readers_are_told_at_once_and_read_again_by_themselves() {
        relay.cut();
        assertThatThrownBy(() -> store.find(ROOT))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("The database jdbc:postgresql://127.0.0.1:" + relay.port() + "/" + database)
                .hasMessageContaining("org.viaduct.store.postgresql.cfg");
        long start = System.nanoTime();
        assertThatThrownBy(() -> store.find(ROOT)).isInstanceOf(StoreUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        relay.plug();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> store.find(ROOT).isPresent());
    }

    @Test
    void a_database_that_falls_silent_is_given_up() {
        relay.silence();
        long start = System.nanoTime();
        assertThatThrownBy(() -> create("n1")).isInstanceOf(StoreUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        relay.plug();

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> create("n2"));
    }

    @Test
    void a_process_that_hangs_in_its_turn_loses_it() throws Exception {
        try (Database other = new Database(access())) {
            Connection hanging = other.connection();
            hanging.setAutoCommit(false);
            hanging.createStatement().execute("SELECT pg_advisory_xact_lock(" + GroupWriter.LOCK + ")");
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> create("n1"));
        }
    }

    @Test
    void a_database_that_refuses_to_write_is_still_read() throws Exception {
        server.execute("ALTER DATABASE " + database + " SET default_transaction_read_only = on");
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() -> create("n1")).hasMessageContaining("read-only"));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> store.find(ROOT).isPresent());
        server.execute("ALTER DATABASE " + database + " SET default_transaction_read_only = off");
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> create("n2"));
        assertThat(store.find(node("n1").id())).isEqualTo(Optional.empty());
    }
}
