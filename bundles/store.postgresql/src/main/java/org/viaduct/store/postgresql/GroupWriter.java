package org.viaduct.store.postgresql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.ConflictException;
import org.viaduct.store.postgresql.Group.EntryState;
import org.viaduct.store.postgresql.Group.Name;
import org.viaduct.store.postgresql.Row.Identity;
import org.viaduct.store.postgresql.Work.Columns;
import org.viaduct.store.postgresql.Work.EntryKey;

/**
 * Applies a group of changes in one transaction: it reads what they are about in one round trip, applies them in memory,
 * and writes what has become of it in batches. A lock that all processes take in turn keeps what was read true until then,
 * and the numbers in the order of the commits.
 */
final class GroupWriter {

    /** Of the advisory lock. */
    static final long LOCK = 0x56494144554354L;

    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * The lock and all that is read under it, in one round trip: each statement sees what was committed before it began, so
     * the later ones all that was committed before the lock was given. A creation without a parent has an empty one.
     */
    private static final String READ = "SELECT pg_advisory_xact_lock(" + LOCK + ");"
            + "SELECT coalesce(max(number), 0) FROM viaduct_resource;"
            + "SELECT number, path, id, parent, name, type, revision FROM viaduct_resource WHERE id = ANY (?);"
            + "WITH wanted AS MATERIALIZED (SELECT created.name,"
            + " coalesce((SELECT number FROM viaduct_resource WHERE id = created.parent), " + Row.NO_PARENT
            + ") AS parent"
            + " FROM unnest(?::bytea[], ?::bytea[]) AS created (parent, name))"
            + " SELECT r.parent, r.name, r.path FROM wanted"
            + " JOIN viaduct_resource r ON r.parent = wanted.parent AND r.name = wanted.name;"
            + "SELECT e.bucket, e.key, e.revision FROM unnest(?::bytea[], ?::bytea[]) AS wanted (bucket, key)"
            + " JOIN viaduct_entry e ON e.bucket = wanted.bucket AND e.key = wanted.key";

    private final Connection connection;

    GroupWriter(Connection connection) {
        this.connection = connection;
    }

    /** What became of a group. */
    record Outcome(List<Optional<RuntimeException>> answers, int rows) {}

    /** @return for each change nothing, or why it was not applied; durable unless nothing was applied */
    Outcome write(List<List<Work>> changes) throws SQLException {
        // Where nothing is deleted, a name or an id that is taken shows by the index that keeps it unique.
        boolean trusting = changes.stream().flatMap(List::stream).noneMatch(Work.Delete.class::isInstance);
        if (trusting) {
            try {
                return write(changes, true);
            } catch (SQLException e) {
                if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
        return write(changes, false);
    }

    /** @param trusting whether what is to be created is taken for new, and a unique violation is thrown where it is not */
    private Outcome write(List<List<Work>> changes, boolean trusting) throws SQLException {
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            Group group = read(changes, trusting);
            List<Optional<RuntimeException>> answers =
                    changes.stream().map(change -> tryApply(group, change)).toList();
            int rows = write(group);
            connection.commit();
            committed = true;
            return new Outcome(answers, rows);
        } finally {
            if (!committed) {
                rollBack();
            }
        }
    }

    private void rollBack() throws SQLException {
        if (!connection.isClosed()) {
            connection.rollback();
        }
    }

    private static Optional<RuntimeException> tryApply(Group group, List<Work> change) {
        try {
            group.apply(change);
            return Optional.empty();
        } catch (ConflictException | IllegalArgumentException e) {
            return Optional.of(e);
        }
    }

    private Group read(List<List<Work>> changes, boolean trusting) throws SQLException {
        Set<String> ids = new HashSet<>();
        Set<EntryKey> keys = new HashSet<>();
        List<Work.Create> creations = new ArrayList<>();
        changes.forEach(change -> change.forEach(work -> {
            if (work instanceof Work.Create create) {
                create.resource().parentId().map(ResourceId::value).ifPresent(ids::add);
                if (!trusting) {
                    ids.add(create.resource().id().value());
                    creations.add(create);
                }
            } else if (work instanceof Work.Update update) {
                ids.add(update.resource().id().value());
                update.resource().parentId().map(ResourceId::value).ifPresent(ids::add);
            } else if (work instanceof Work.Delete delete) {
                ids.add(delete.id().value());
            } else if (work instanceof Work.Put put) {
                keys.add(put.key());
            } else if (work instanceof Work.Remove remove) {
                keys.add(remove.key());
            }
        }));
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(1, bytes(ids.stream()));
            statement.setArray(2, bytes(creations.stream().map(GroupWriter::parent)));
            statement.setArray(
                    3, bytes(creations.stream().map(create -> create.resource().name())));
            statement.setArray(4, bytes(keys.stream().map(EntryKey::bucket)));
            statement.setArray(5, bytes(keys.stream().map(EntryKey::key)));
            statement.execute();
            return group(statement);
        }
    }

    private static String parent(Work.Create create) {
        return create.resource().parentId().map(ResourceId::value).orElse("");
    }

    private static Group group(PreparedStatement answered) throws SQLException {
        ResultSet last = next(answered);
        last.next();
        Group group = new Group(last.getLong(1));
        ResultSet rows = next(answered);
        while (rows.next()) {
            Identity identity = new Identity(
                    Texts.text(rows.getBytes(3)), rows.getLong(4), Texts.text(rows.getBytes(5)), rows.getInt(6));
            group.isThere(new Row(true, rows.getLong(1), rows.getBytes(2), identity, rows.getLong(7), null));
        }
        ResultSet names = next(answered);
        while (names.next()) {
            group.isNamed(new Name(names.getLong(1), Texts.text(names.getBytes(2))), names.getBytes(3));
        }
        ResultSet entries = next(answered);
        while (entries.next()) {
            group.isThere(
                    new EntryKey(Texts.text(entries.getBytes(1)), Texts.text(entries.getBytes(2))), entries.getLong(3));
        }
        return group;
    }

    private static ResultSet next(PreparedStatement answered) throws SQLException {
        answered.getMoreResults();
        return answered.getResultSet();
    }

    private Array bytes(Stream<String> texts) throws SQLException {
        return connection.createArrayOf("bytea", texts.map(Texts::bytes).toArray(byte[][]::new));
    }

    /** @return how many rows it wrote */
    private int write(Group group) throws SQLException {
        return batch("DELETE FROM viaduct_resource WHERE path >= ? AND path < ?", group.deletions(), this::setRange)
                + batch(
                        "INSERT INTO viaduct_resource"
                                + " (number, id, parent, name, path, type, revision,"
                                + " created, modified, expires, labels, content)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        group.insertions(),
                        this::setAll)
                + batch(
                        "UPDATE viaduct_resource SET revision = ?, created = ?, modified = ?, expires = ?, labels = ?,"
                                + " content = ? WHERE number = ?",
                        group.updates(),
                        this::setChanged)
                + batch(
                        "DELETE FROM viaduct_entry WHERE bucket = ? AND key = ?",
                        group.removals(),
                        (statement, key) -> setKey(statement, key))
                + batch(
                        "INSERT INTO viaduct_entry (bucket, key, revision, value) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (bucket, key) DO UPDATE SET revision = excluded.revision, value = excluded.value",
                        group.puts().entrySet(),
                        this::setEntry);
    }

    /** Sets the parameters of a statement. */
    private interface Setter<T> {
        void set(PreparedStatement statement, T item) throws SQLException;
    }

    private <T> int batch(String sql, Collection<T> items, Setter<? super T> setter) throws SQLException {
        if (items.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T item : items) {
                setter.set(statement, item);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return items.size();
    }

    private void setRange(PreparedStatement statement, Row row) throws SQLException {
        statement.setBytes(1, row.path());
        statement.setBytes(2, Row.behind(row.path()));
    }

    private void setAll(PreparedStatement statement, Row row) throws SQLException {
        statement.setLong(1, row.number());
        statement.setBytes(2, Texts.bytes(row.identity().id()));
        statement.setLong(3, row.identity().parent());
        statement.setBytes(4, Texts.bytes(row.identity().name()));
        statement.setBytes(5, row.path());
        statement.setInt(6, row.identity().type());
        statement.setLong(7, row.revision());
        setColumns(statement, 8, row);
    }

    private void setChanged(PreparedStatement statement, Row row) throws SQLException {
        statement.setLong(1, row.revision());
        setColumns(statement, 2, row);
        statement.setLong(7, row.number());
    }

    private void setColumns(PreparedStatement statement, int first, Row row) throws SQLException {
        Columns columns = Objects.requireNonNull(row.columns());
        statement.setLong(first, columns.created());
        statement.setLong(first + 1, columns.modified());
        statement.setLong(first + 2, columns.expires());
        statement.setArray(first + 3, connection.createArrayOf("bytea", columns.labels()));
        statement.setBytes(first + 4, columns.content());
    }

    private static void setKey(PreparedStatement statement, EntryKey key) throws SQLException {
        statement.setBytes(1, Texts.bytes(key.bucket()));
        statement.setBytes(2, Texts.bytes(key.key()));
    }

    private void setEntry(PreparedStatement statement, Map.Entry<EntryKey, EntryState> entry) throws SQLException {
        setKey(statement, entry.getKey());
        statement.setLong(3, entry.getValue().revision());
        statement.setBytes(4, entry.getValue().value());
    }
}
