package org.viaduct.store.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGStatement;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;

/**
 * Finds descendants in the order of their creation: first the numbers of the page that is wanted, then their rows. The
 * database chooses the way by what it knows of the values: the numbers in order, the range of paths, or the index of types, of
 * labels or of moments.
 */
final class Search {

    /** Where the descendants are; alone when there is no resource that is not among them. */
    private record Ancestor(long number, byte[] path, boolean alone) {}

    private final Connection connection;
    private final FilterCriteria criteria;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private boolean byMoment;

    private Search(Connection connection, Ancestor ancestor, FilterCriteria criteria) throws SQLException {
        this.connection = connection;
        this.criteria = criteria;
        if (ancestor.alone()) {
            add("number > ?", ancestor.number());
        } else {
            add("path > ?", ancestor.path());
            add("path < ?", Row.behind(ancestor.path()));
        }
        if (criteria.level().isPresent()) {
            int levels = Math.min(criteria.level().getAsInt(), Short.MAX_VALUE);
            add("length(path) <= ?", ancestor.path().length + Row.bytes(levels));
        }
        if (!criteria.types().isEmpty()) {
            add(
                    "type = ANY (?)",
                    connection.createArrayOf("integer", criteria.types().toArray()));
        }
        if (!criteria.labels().isEmpty()) {
            byte[][] labels = criteria.labels().stream().map(Texts::label).toArray(byte[][]::new);
            add("labels <> '{}' AND labels && ?", connection.createArrayOf("bytea", labels));
        }
        addMoment("created < ?", criteria.createdBefore());
        addMoment("created >= ?", criteria.createdAfter());
        addMoment("modified >= ?", criteria.modifiedSince());
        addMoment("modified < ?", criteria.unmodifiedSince());
        addMoment("expires < ?", criteria.expireBefore());
        addMoment("expires >= ?", criteria.expireAfter());
    }

    static List<Resource> descendants(Connection connection, ResourceId ancestor, FilterCriteria criteria)
            throws SQLException {
        Optional<Ancestor> found = ancestor(connection, ancestor);
        return found.isEmpty() ? List.of() : new Search(connection, found.get(), criteria).run();
    }

    private static Optional<Ancestor> ancestor(Connection connection, ResourceId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT number, path, parent = " + Row.NO_PARENT
                + " AND NOT EXISTS (SELECT 1 FROM viaduct_resource other WHERE other.parent = " + Row.NO_PARENT
                + " AND other.id <> ancestor.id) FROM viaduct_resource ancestor WHERE id = ?")) {
            statement.setBytes(1, Texts.bytes(id.value()));
            try (ResultSet result = statement.executeQuery()) {
                return result.next()
                        ? Optional.of(new Ancestor(result.getLong(1), result.getBytes(2), result.getBoolean(3)))
                        : Optional.empty();
            }
        }
    }

    private void add(String condition, Object value) {
        conditions.add(condition);
        values.add(value);
    }

    private void addMoment(String condition, Optional<Instant> moment) {
        moment.ifPresent(at -> {
            byMoment = true;
            add(condition, Timestamp.micros(at));
        });
    }

    private List<Resource> run() throws SQLException {
        // By a moment in no index's order: the planner takes moments to be spread evenly among the numbers, and would
        // step
        // over nearly all of them to the newest.
        String sql = "SELECT " + Rows.RESOURCE + " FROM viaduct_resource WHERE number IN"
                + " (SELECT number FROM viaduct_resource WHERE " + String.join(" AND ", conditions)
                + (byMoment ? " ORDER BY number + 0" : " ORDER BY number")
                + " LIMIT ? OFFSET ?) ORDER BY number";
        values.add(criteria.limit().orElse(Integer.MAX_VALUE));
        values.add(criteria.offset() - 1);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            // Planned for these values each time: which way is short depends on them.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                return Rows.resources(result);
            }
        }
    }
}
