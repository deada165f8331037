package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** An installation that grows from the embedded store to PostgreSQL while a CPE is downloading, and lives there. */
public class PostgresqlIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String PASSWORD = "s3cret-of-the-database";

    private EmbeddedPostgres postgres;
    private KarafProcess server;
    private Onem2m onem2m;
    private Fleet fleet;
    private ServedFile file;

    @Before
    public void a_server_and_an_empty_database() throws Exception {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        sql("CREATE USER viaduct PASSWORD '" + PASSWORD + "'");
        sql("CREATE DATABASE viaduct OWNER viaduct");
        file = new ServedFile();
        server = new KarafProcess(Path.of("target", "postgresql"));
        server.set(
                "org.viaduct.store.postgresql.cfg",
                "url",
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/viaduct");
        server.set("org.viaduct.store.postgresql.cfg", "password.file", "etc/postgresql.password");
        server.set("org.viaduct.store.selection.cfg", "pause.seconds", 30);
        server.secret("etc/postgresql.password", PASSWORD);
        server.admit("operator", "of-this-test");
        server.start();
        onem2m = server.onem2m();
        fleet = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + server.ports().cwmp() + "/"))
                .serialPrefix("GROWING")
                .speed(20)
                .start();
    }

    @After
    public void all_go() throws Exception {
        fleet.close();
        server.close();
        file.close();
        postgres.close();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    @Test
    public void everything_moves_to_postgresql_and_survives_there() throws Exception {
        SimulatedCpe cpe = fleet.cpe();
        String node = "cse-in/" + cpe.id().value();
        await().atMost(PATIENCE).until(() -> onem2m.retrieve(node).rsc() == 2000 && cpe.state() == CpeState.IDLE);
        onem2m.createCommand("upgrade", CmdType.DOWNLOAD.value(), cpe.id().value(), file.downloadArguments());
        cpe.script().completionDelay("Download", Duration.ofSeconds(15));
        Answer executed = onem2m.execute("cse-in/upgrade");
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        JsonNode before = onem2m.retrieve(node).resource();

        server.client("feature:install viaduct-store-postgresql");
        await().atMost(PATIENCE).until(() -> server.client("store:list").contains("postgresql"));
        String copied = server.client("store:copy --select embedded postgresql");
        assertThat(copied).contains("Copied and compared: ", "SHA-256", "The store is postgresql from now on.");

        assertThat(onem2m.retrieve(node).resource()).isEqualTo(before);
        create("after-the-copy");
        finishes(executed.execInstance());

        server.client("bundle:stop org.viaduct.store.embedded");
        server.kill();
        server.start();
        assertThat(server.client("store:list"))
                .containsPattern("postgresql[^\\n]*in use")
                .doesNotContain("embedded");
        assertThat(onem2m.retrieve("cse-in/after-the-copy").rsc()).isEqualTo(2000);
        finishes(executed.execInstance());

        swappedUnderLoad();
        unplugged(cpe);
        thePasswordIsNowhere();
    }

    private void create(String name) {
        Answer created = group(name);
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
    }

    private Answer group(String name) {
        return onem2m.create("cse-in", 9, "{\"m2m:grp\":{\"rn\":\"" + name + "\",\"mnm\":3,\"mid\":[\"cse-in\"]}}");
    }

    private void finishes(String instance) {
        JsonNode finished = await().atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve(instance).resource(),
                        found -> found.path("exs").asInt() == ExecStatus.FINISHED.value());
        assertThat(finished.path("exr").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value());
    }

    private void swappedUnderLoad() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger created = new AtomicInteger();
        List<CompletableFuture<Void>> load = IntStream.range(0, 4)
                .mapToObj(originator -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; !enough.get(); i++) {
                        create("swapped-" + originator + "-" + i);
                        created.incrementAndGet();
                    }
                }))
                .toList();
        await().atMost(PATIENCE).until(() -> created.get() > 20);
        server.client("bundle:restart org.viaduct.store.postgresql");
        int before = created.get();
        await().atMost(PATIENCE).until(() -> created.get() > before + 20);
        enough.set(true);
        CompletableFuture.allOf(load.toArray(CompletableFuture[]::new)).join();
        assertThat(onem2m.retrieve("cse-in?fu=1&ty=9&lim=100000").addresses())
                .filteredOn(address -> address.contains("/swapped-"))
                .hasSize(created.get());
    }

    private void unplugged(SimulatedCpe cpe) throws Exception {
        cpe.script().completionDelay("Download", Duration.ofSeconds(2));
        Answer executed = onem2m.execute("cse-in/upgrade");
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        sql("ALTER DATABASE viaduct ALLOW_CONNECTIONS false");
        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'viaduct'");
        Answer refused = group("refused");
        assertThat(refused.rsc()).describedAs(refused.toString()).isEqualTo(5000);
        assertThat(refused.debug()).isEqualTo("The store is not available; try again.");
        await().atMost(PATIENCE).until(() -> Files.readString(server.log()).contains("must retry its session"));
        sql("ALTER DATABASE viaduct ALLOW_CONNECTIONS true");

        await().atMost(PATIENCE).until(() -> group("plugged").rsc() == 2001);
        assertThat(onem2m.retrieve("cse-in/refused").rsc()).isEqualTo(4004);
        finishes(executed.execInstance());
        assertThat(onem2m.retrieve("cse-in/after-the-copy").rsc()).isEqualTo(2000);
    }

    private void thePasswordIsNowhere() throws Exception {
        for (String command : List.of("config:list", "service:list -a", "store:list", "system:property")) {
            assertThat(server.client(command)).describedAs(command).doesNotContain(PASSWORD);
        }
        assertThat(Files.readString(server.log())).doesNotContain(PASSWORD);
    }
}
