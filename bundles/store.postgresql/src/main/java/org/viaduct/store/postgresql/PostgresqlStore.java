package org.viaduct.store.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.store.postgresql.Work.EntryKey;

/** A store in a database. Other processes may use the same: each sees what the others committed, and overwrites none of it. */
final class PostgresqlStore implements StoreBackend {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlStore.class);

    private static final byte[] FIRST = {};

    private final Database database;
    private final GroupCommit commits;

    /**
     * @param database whose tables are brought up to date; closed by {@link #stop}
     * @throws StoreUnavailableException when it cannot be used
     */
    PostgresqlStore(Database database) {
        this.database = database;
        try (Connection connection = database.connection()) {
            Schema.current().bringUpToDate(connection, database.place());
            warnOfAForgetfulServer(connection);
        } catch (SQLException e) {
            throw database.unavailable(e);
        }
        commits = new GroupCommit(database);
    }

    private void warnOfAForgetfulServer(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT current_setting('fsync')");
                ResultSet result = statement.executeQuery()) {
            if (result.next() && result.getString(1).equals("off")) {
                LOG.warn(
                        "The server of {} runs with fsync off: a power cut loses what was acknowledged. Switch it on in"
                                + " postgresql.conf.",
                        database.place());
            }
        }
    }

    void stop() {
        commits.stop();
        database.close();
    }

    /** Sets the parameters of a query. */
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** Reads with a connection, or the rows of a result. */
    private interface Reading<S, T> {
        T from(S source) throws SQLException;
    }

    private <T> T read(Reading<Connection, T> reading) {
        commits.refuseWhenUnreachable();
        try (Connection connection = database.connection()) {
            return reading.from(connection);
        } catch (SQLException e) {
            commits.failed(e);
            commits.refuseWhenUnreachable();
            throw database.unavailable(e);
        }
    }

    private <T> T query(String sql, Parameters parameters, Reading<ResultSet, T> reading) {
        return read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                parameters.set(statement);
                try (ResultSet result = statement.executeQuery()) {
                    return reading.from(result);
                }
            }
        });
    }

    private List<Resource> resources(String condition, Parameters parameters) {
        return query("SELECT " + Rows.RESOURCE + " FROM viaduct_resource " + condition, parameters, Rows::resources);
    }

    private List<Entry> entriesWhere(String condition, Parameters parameters) {
        return query("SELECT " + Rows.ENTRY + " FROM viaduct_entry " + condition, parameters, Rows::entries);
    }

    @Override
    public Optional<Resource> find(ResourceId id) {
        return resources("WHERE id = ?", statement -> statement.setBytes(1, Texts.bytes(id.value()))).stream()
                .findFirst();
    }

    @Override
    public Optional<Resource> child(ResourceId parent, String name) {
        return resources(
                        "WHERE parent = (SELECT number FROM viaduct_resource WHERE id = ?) AND name = ?", statement -> {
                            statement.setBytes(1, Texts.bytes(parent.value()));
                            statement.setBytes(2, Texts.bytes(name));
                        })
                .stream()
                .findFirst();
    }

    @Override
    public List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        return read(connection -> Search.descendants(connection, ancestor, criteria));
    }

    @Override
    public List<Resource> expired(Instant now, int limit) {
        return resources("WHERE expires <= ? ORDER BY expires, number LIMIT ?", statement -> {
            statement.setLong(1, Timestamp.micros(now));
            statement.setInt(2, limit);
        });
    }

    @Override
    public Optional<Entry> entry(String bucket, String key) {
        EntryKey wanted = new EntryKey(bucket, key);
        return entriesWhere("WHERE bucket = ? AND key = ?", statement -> {
                    statement.setBytes(1, Texts.bytes(wanted.bucket()));
                    statement.setBytes(2, Texts.bytes(wanted.key()));
                })
                .stream()
                .findFirst();
    }

    @Override
    public List<Entry> entries(String bucket, String after, int limit) {
        return entriesWhere("WHERE bucket = ? AND key > ? ORDER BY key LIMIT ?", statement -> {
            statement.setBytes(1, Texts.bytes(bucket));
            statement.setBytes(2, Texts.bytes(after));
            statement.setInt(3, limit);
        });
    }

    @Override
    public List<Resource> allResources(Optional<ResourceId> after, int limit) {
        long number = after.isEmpty() ? Row.NO_PARENT : number(after.get());
        return resources("WHERE number > ? ORDER BY number LIMIT ?", statement -> {
            statement.setLong(1, number);
            statement.setInt(2, limit);
        });
    }

    private long number(ResourceId id) {
        return query(
                "SELECT number FROM viaduct_resource WHERE id = ?",
                statement -> statement.setBytes(1, Texts.bytes(id.value())),
                result -> {
                    if (!result.next()) {
                        throw new ConflictException(ConflictException.Reason.GONE, id.value());
                    }
                    return result.getLong(1);
                });
    }

    @Override
    public List<Entry> allEntries(Optional<Entry> after, int limit) {
        return entriesWhere("WHERE (bucket, key) > (?, ?) ORDER BY bucket, key LIMIT ?", statement -> {
            statement.setBytes(1, after.map(Entry::bucket).map(Texts::bytes).orElse(FIRST));
            statement.setBytes(2, after.map(Entry::key).map(Texts::bytes).orElse(FIRST));
            statement.setInt(3, limit);
        });
    }

    @Override
    public void apply(Change change) {
        if (!change.steps().isEmpty()) {
            commits.apply(Work.of(change));
        }
    }

    @Override
    public void restore(List<Resource> resources, List<Entry> entries) {
        commits.apply(Work.restoring(resources, entries));
    }
}
