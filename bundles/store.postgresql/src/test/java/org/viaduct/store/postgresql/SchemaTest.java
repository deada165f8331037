package org.viaduct.store.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.store.contract.Samples;

@ExtendWith(Server.class)
class SchemaTest {

    private final Database database;

    SchemaTest(Server.Running server) throws SQLException {
        database = new Database(server.access(server.newDatabase()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void bringTo(String... files) {
        try (Connection connection = database.connection()) {
            Schema.of(List.of(files)).bringUpToDate(connection, "here");
        } catch (SQLException e) {
            throw database.unavailable(e);
        }
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }

    @Test
    void each_version_is_applied_once_and_in_order() throws SQLException {
        bringTo("1.sql");
        bringTo("1.sql", "adds-a-column.sql");
        bringTo("1.sql", "adds-a-column.sql");

        assertThat(number("SELECT count(*) FROM viaduct_schema")).isEqualTo(2);
        assertThat(number("SELECT added FROM viaduct_probe")).isEqualTo(7);
    }

    @Test
    void tables_without_moments_get_those_of_their_resources() throws SQLException {
        bringTo("1.sql");
        for (int i = 1; i <= 2_500; i++) {
            execute(
                    "INSERT INTO viaduct_resource (number, id, parent, name, path, type, revision, labels, content)"
                            + " VALUES (" + i + ", '" + i + "', 0, '" + i + "', '', 14, 1, '{}', ?)",
                    content(i));
        }
        try (Connection connection = database.connection()) {
            Schema.current().bringUpToDate(connection, "here");
        }
        assertThat(number("SELECT count(*) FROM viaduct_resource WHERE created = number * 1000000"
                        + " AND modified = (number + 10) * 1000000"))
                .isEqualTo(2_500);
    }

    private static byte[] content(int second) {
        return Work.Columns.of(Samples.root()
                        .with(
                                Map.of("ct", Timestamp.format(Instant.ofEpochSecond(second))),
                                Instant.ofEpochSecond(second + 10)))
                .content();
    }

    private void execute(String sql, byte[] value) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, value);
            statement.executeUpdate();
        }
    }

    @Test
    void a_version_that_fails_leaves_nothing_behind() throws SQLException {
        bringTo("1.sql");
        assertThatThrownBy(() -> bringTo("1.sql", "fails-in-its-second-statement.sql"))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(number("SELECT count(*) FROM viaduct_schema")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM information_schema.columns"
                        + " WHERE table_name = 'viaduct_probe' AND column_name = 'added'"))
                .isZero();
    }

    @Test
    void tables_of_a_later_version_are_refused_with_a_sentence() {
        bringTo("1.sql", "adds-a-column.sql");
        assertThatThrownBy(() -> bringTo("1.sql"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("have version 2")
                .hasMessageContaining("a later one");
    }

    @Test
    void processes_that_start_together_apply_it_once() throws Exception {
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> bringTo("1.sql"));
        bringTo("1.sql");
        other.get(10, TimeUnit.SECONDS);

        assertThat(number("SELECT count(*) FROM viaduct_schema")).isEqualTo(1);
    }
}
