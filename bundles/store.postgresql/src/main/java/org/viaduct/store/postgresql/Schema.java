package org.viaduct.store.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.store.StoreUnavailableException;

/**
 * Brings the tables to the version of this bundle. Each version is a file {@code <version>.sql}, and what is beyond SQL,
 * applied once, together with the note that it was; processes that start at the same time do so one after the other. Files are added, never changed.
 */
final class Schema {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    /** What makes of the tables of one version those of the next. */
    private record Version(String sql, Completion completion) {}

    /** What SQL cannot do. */
    private interface Completion {
        void of(Connection connection) throws SQLException;
    }

    private final List<Version> versions;

    private Schema(List<Version> versions) {
        this.versions = versions;
    }

    static Schema current() {
        return new Schema(List.of(version("1.sql"), new Version(read("2.sql"), Moments::fill)));
    }

    /** @param files beside this class, that of version 1 first */
    static Schema of(List<String> files) {
        return new Schema(files.stream().map(Schema::version).toList());
    }

    private static Version version(String file) {
        return new Version(read(file), connection -> {});
    }

    private static String read(String file) {
        try (InputStream sql = Schema.class.getResourceAsStream(file)) {
            if (sql == null) {
                throw new IllegalStateException(file + " is missing in the bundle");
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws StoreUnavailableException when the tables are of a later version */
    void bringUpToDate(Connection connection, String place) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + GroupWriter.LOCK + ")");
            statement.execute("CREATE TABLE IF NOT EXISTS viaduct_schema"
                    + " (version integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())");
            int present = version(statement);
            if (present > versions.size()) {
                throw new StoreUnavailableException("The tables in " + place + " have version " + present
                        + ", and this bundle knows versions up to " + versions.size()
                        + ": install the bundle that made them, or a later one.");
            }
            for (int version = present + 1; version <= versions.size(); version++) {
                statement.execute(versions.get(version - 1).sql());
                versions.get(version - 1).completion().of(connection);
                statement.execute("INSERT INTO viaduct_schema (version) VALUES (" + version + ")");
                LOG.info("The tables in {} have version {} now", place, version);
            }
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT coalesce(max(version), 0) FROM viaduct_schema")) {
            result.next();
            return result.getInt(1);
        }
    }
}
