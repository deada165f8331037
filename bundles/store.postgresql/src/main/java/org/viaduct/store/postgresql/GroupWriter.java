package org.viaduct.store.postgresql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.ConflictException;
import org.viaduct.store.postgresql.Group.EntryState;
import org.viaduct.store.postgresql.Group.Name;
import org.viaduct.store.postgresql.Row.Identity;
import org.viaduct.store.postgresql.Work.Columns;
import org.viaduct.store.postgresql.Work.EntryKey;

/**
 * Applies a group of changes in one transaction: it reads what they are about in a few statements, applies them in memory,
 * and writes what has become of it in batches. A lock that all processes take in turn keeps what was read true until then,
 * and the numbers in the order of the commits.
 */
final class GroupWriter {

    /** Of the advisory lock. */
    static final long LOCK = 0x56494144554354L;

    private final Connection connection;

    GroupWriter(Connection connection) {
        this.connection = connection;
    }

    /** What became of a group. */
    record Outcome(List<Optional<RuntimeException>> answers, int rows) {}

    /** @return for each change nothing, or why it was not applied; durable unless nothing was applied */
    Outcome write(List<List<Work>> changes) throws SQLException {
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            Group group = read(changes);
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

    private Group read(List<List<Work>> changes) throws SQLException {
        Set<String> ids = new HashSet<>();
        Set<EntryKey> keys = new HashSet<>();
        List<Work.Create> creations = new ArrayList<>();
        changes.forEach(change -> change.forEach(work -> {
            if (work instanceof Work.Create create) {
                ids.add(create.resource().id().value());
                create.resource().parentId().map(ResourceId::value).ifPresent(ids::add);
                creations.add(create);
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
        lock();
        Group group = new Group(creations.isEmpty() ? 0 : lastNumber());
        if (!ids.isEmpty()) {
            readNames(group, creations, readRows(group, ids));
        }
        if (!keys.isEmpty()) {
            readEntries(group, keys);
        }
        return group;
    }

    private void lock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        }
    }

    private long lastNumber() throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT coalesce(max(number), 0) FROM viaduct_resource");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** @return the numbers of the rows by id */
    private Map<String, Long> readRows(Group group, Set<String> ids) throws SQLException {
        Map<String, Long> numbers = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT number, path, id, parent, name, type, revision FROM viaduct_resource WHERE id = ANY (?)")) {
            statement.setArray(1, bytes(ids));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    String id = Texts.text(result.getBytes(3));
                    Identity identity =
                            new Identity(id, result.getLong(4), Texts.text(result.getBytes(5)), result.getInt(6));
                    group.isThere(
                            new Row(true, result.getLong(1), result.getBytes(2), identity, result.getLong(7), null));
                    numbers.put(id, result.getLong(1));
                }
            }
        }
        return numbers;
    }

    private void readNames(Group group, List<Work.Create> creations, Map<String, Long> numbers) throws SQLException {
        Set<Name> names = new HashSet<>();
        for (Work.Create create : creations) {
            Optional<ResourceId> parent = create.resource().parentId();
            Long number = parent.isEmpty()
                    ? Long.valueOf(Row.NO_PARENT)
                    : numbers.get(parent.get().value());
            if (number != null) {
                names.add(new Name(number, create.resource().name()));
            }
        }
        if (names.isEmpty()) {
            return;
        }
        List<Name> wanted = List.copyOf(names);
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT r.parent, r.name, r.path FROM unnest(?::bigint[], ?::bytea[]) AS wanted (parent, name)"
                        + " JOIN viaduct_resource r ON r.parent = wanted.parent AND r.name = wanted.name")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", wanted.stream().map(Name::parent).toArray()));
            statement.setArray(2, bytes(wanted.stream().map(Name::name).toList()));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    group.isNamed(new Name(result.getLong(1), Texts.text(result.getBytes(2))), result.getBytes(3));
                }
            }
        }
    }

    private void readEntries(Group group, Set<EntryKey> keys) throws SQLException {
        List<EntryKey> wanted = List.copyOf(keys);
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT e.bucket, e.key, e.revision FROM unnest(?::bytea[], ?::bytea[]) AS wanted (bucket, key)"
                        + " JOIN viaduct_entry e ON e.bucket = wanted.bucket AND e.key = wanted.key")) {
            statement.setArray(1, bytes(wanted.stream().map(EntryKey::bucket).toList()));
            statement.setArray(2, bytes(wanted.stream().map(EntryKey::key).toList()));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    group.isThere(
                            new EntryKey(Texts.text(result.getBytes(1)), Texts.text(result.getBytes(2))),
                            result.getLong(3));
                }
            }
        }
    }

    private Array bytes(Collection<String> texts) throws SQLException {
        return connection.createArrayOf(
                "bytea", texts.stream().map(Texts::bytes).toArray(byte[][]::new));
    }

    /** @return how many rows it wrote */
    private int write(Group group) throws SQLException {
        return batch("DELETE FROM viaduct_resource WHERE path >= ? AND path < ?", group.deletions(), this::setRange)
                + batch(
                        "INSERT INTO viaduct_resource"
                                + " (number, id, parent, name, path, type, revision, expires, labels, content)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        group.insertions(),
                        this::setAll)
                + batch(
                        "UPDATE viaduct_resource SET revision = ?, expires = ?, labels = ?, content = ? WHERE number = ?",
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
        statement.setLong(5, row.number());
    }

    private void setColumns(PreparedStatement statement, int first, Row row) throws SQLException {
        Columns columns = Objects.requireNonNull(row.columns());
        statement.setObject(first, columns.expires(), Types.BIGINT);
        statement.setArray(first + 1, connection.createArrayOf("bytea", columns.labels()));
        statement.setBytes(first + 2, columns.content());
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
