package org.viaduct.store.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.entry;
import static org.viaduct.store.contract.Samples.labelled;
import static org.viaduct.store.contract.Samples.node;
import static org.viaduct.store.contract.Samples.resource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.Change;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreStoppedException;
import org.viaduct.store.contract.Samples;
import org.viaduct.store.contract.StoreContract;

@ExtendWith(Server.class)
class PostgresqlStoreTest implements StoreContract {

    private final Server.Running server;
    private final String database;
    private PostgresqlStore store;

    PostgresqlStoreTest(Server.Running server) throws SQLException {
        this.server = server;
        database = server.newDatabase();
    }

    private PostgresqlStore open() {
        return new PostgresqlStore(new Database(server.access(database)));
    }

    @Override
    public StoreBackend store() {
        return store;
    }

    @BeforeEach
    @Override
    public void create_the_root() {
        store = open();
        StoreContract.super.create_the_root();
    }

    @AfterEach
    void stop() {
        store.stop();
    }

    @Test
    void a_reopened_store_has_everything() {
        Resource node = create(resource("n1", ROOT, "n1", 14, Map.of("lbl", List.of("a"))));
        store.apply(Change.builder().put(entry("b", "k", "v")).build());
        store.stop();
        store = open();

        assertThat(store.find(node.id())).contains(node);
        assertThat(ids(ROOT, labelled("a"))).containsExactly("n1");
        assertThat(store.entry("b", "k").map(Samples::text)).contains("v");
        create(node("n2"));
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n1", "n2");
    }

    @Test
    void the_server_of_these_tests_forces_what_it_commits() throws SQLException {
        try (Database open = new Database(server.access(database));
                Connection connection = open.connection();
                ResultSet result = connection.createStatement().executeQuery("SELECT current_setting('fsync')")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void a_stopped_store_refuses_with_a_sentence() {
        store.stop();
        assertThatThrownBy(() -> store.find(ROOT))
                .isInstanceOf(StoreStoppedException.class)
                .hasMessageContaining("stopped");
        assertThatThrownBy(() -> create(node("n1"))).isInstanceOf(StoreStoppedException.class);
    }
}
