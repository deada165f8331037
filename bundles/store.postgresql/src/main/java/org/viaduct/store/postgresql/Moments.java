package org.viaduct.store.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.Timestamp;

/** The columns {@code created} and {@code modified}, which tables of version 1 had not. */
final class Moments {

    private static final int PAGE = 1_000;

    private Moments() {}

    /** Fills them for all rows, from what only this program can read. */
    static void fill(Connection connection) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("SELECT " + Rows.RESOURCE
                        + ", number FROM viaduct_resource WHERE number > ? ORDER BY number LIMIT " + PAGE);
                PreparedStatement write = connection.prepareStatement(
                        "UPDATE viaduct_resource SET created = ?, modified = ? WHERE number = ?")) {
            long last = Row.NO_PARENT;
            long before;
            do {
                before = last;
                last = fill(read, write, before);
            } while (last != before);
        }
    }

    /** @return the number of the last row of the page; the one given when there is none */
    private static long fill(PreparedStatement read, PreparedStatement write, long after) throws SQLException {
        long last = after;
        read.setLong(1, after);
        try (ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                Resource resource = Rows.resource(rows);
                last = rows.getLong("number");
                write.setLong(1, Timestamp.micros(resource.created()));
                write.setLong(2, Timestamp.micros(resource.modified()));
                write.setLong(3, last);
                write.addBatch();
            }
        }
        write.executeBatch();
        return last;
    }
}
