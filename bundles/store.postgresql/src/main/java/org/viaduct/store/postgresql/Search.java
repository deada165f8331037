package org.viaduct.store.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGStatement;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;

/**
 * Finds descendants in the order of their creation. The database chooses the way by what it knows of the values: the numbers
 * in order, the range of paths, the index of types or that of labels. Moments are compared here.
 */
final class Search {

    private static final int PAGE = 500;

    private final FilterCriteria criteria;
    private final byte[] ancestor;
    private final boolean byMoment;

    Search(byte[] ancestor, FilterCriteria criteria) {
        this.ancestor = ancestor;
        this.criteria = criteria;
        byMoment = criteria.createdBefore().isPresent()
                || criteria.createdAfter().isPresent()
                || criteria.modifiedSince().isPresent()
                || criteria.unmodifiedSince().isPresent()
                || criteria.expireBefore().isPresent()
                || criteria.expireAfter().isPresent();
    }

    List<Resource> run(Connection connection) throws SQLException {
        if (!byMoment) {
            try (PreparedStatement statement = statement(connection);
                    ResultSet result = statement.executeQuery()) {
                return Rows.resources(result);
            }
        }
        // Rows come in pages only within a transaction.
        connection.setAutoCommit(false);
        try (PreparedStatement statement = statement(connection)) {
            statement.setFetchSize(PAGE);
            return select(statement);
        } finally {
            connection.rollback();
        }
    }

    private List<Resource> select(PreparedStatement statement) throws SQLException {
        List<Resource> found = new ArrayList<>();
        int limit = criteria.limit().orElse(Integer.MAX_VALUE);
        int skip = criteria.offset() - 1;
        try (ResultSet result = statement.executeQuery()) {
            while (found.size() < limit && result.next()) {
                Resource resource = Rows.resource(result);
                if (criteria.selects(resource) && --skip < 0) {
                    found.add(resource);
                }
            }
        }
        return List.copyOf(found);
    }

    private PreparedStatement statement(Connection connection) throws SQLException {
        boolean typed = !criteria.types().isEmpty();
        boolean labelled = !criteria.labels().isEmpty();
        String sql = "SELECT " + Rows.RESOURCE + " FROM viaduct_resource WHERE path > ? AND path < ?"
                + (criteria.level().isPresent() ? " AND length(path) <= ?" : "")
                + (typed ? " AND type = ANY (?)" : "")
                + (labelled ? " AND labels <> '{}' AND labels && ?" : "")
                + " ORDER BY number"
                + (byMoment ? "" : " LIMIT ? OFFSET ?");
        PreparedStatement statement = connection.prepareStatement(sql);
        // Planned for these values each time: which way is short depends on them.
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        int at = 1;
        statement.setBytes(at++, ancestor);
        statement.setBytes(at++, Row.behind(ancestor));
        if (criteria.level().isPresent()) {
            int levels = Math.min(criteria.level().getAsInt(), Short.MAX_VALUE);
            statement.setInt(at++, ancestor.length + Row.bytes(levels));
        }
        if (typed) {
            statement.setArray(
                    at++, connection.createArrayOf("integer", criteria.types().toArray()));
        }
        if (labelled) {
            byte[][] labels = criteria.labels().stream().map(Texts::label).toArray(byte[][]::new);
            statement.setArray(at++, connection.createArrayOf("bytea", labels));
        }
        if (!byMoment) {
            statement.setInt(at++, criteria.limit().orElse(Integer.MAX_VALUE));
            statement.setInt(at, criteria.offset() - 1);
        }
        return statement;
    }
}
