package org.viaduct.store.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Entry;
import org.viaduct.store.record.ByteReader;

/** What the rows of a result stand for. */
final class Rows {

    /** The columns of {@link #resource}. */
    static final String RESOURCE = "id, name, type, revision, content";
    /** The columns of {@link #entry}. */
    static final String ENTRY = "bucket, key, value, revision";

    private Rows() {}

    static List<Resource> resources(ResultSet result) throws SQLException {
        List<Resource> resources = new ArrayList<>();
        while (result.next()) {
            resources.add(resource(result));
        }
        return List.copyOf(resources);
    }

    static Resource resource(ResultSet row) throws SQLException {
        ByteReader content = new ByteReader(row.getBytes(5));
        String parent = content.text();
        @SuppressWarnings("unchecked")
        Map<String, Object> attributes = (Map<String, Object>) content.value();
        return new Resource(
                new ResourceId(Texts.text(row.getBytes(1))),
                parent.isEmpty() ? Optional.empty() : Optional.of(new ResourceId(parent)),
                Texts.text(row.getBytes(2)),
                row.getInt(3),
                attributes,
                row.getLong(4));
    }

    static List<Entry> entries(ResultSet result) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        while (result.next()) {
            entries.add(new Entry(
                    Texts.text(result.getBytes(1)),
                    Texts.text(result.getBytes(2)),
                    result.getBytes(3),
                    result.getLong(4)));
        }
        return List.copyOf(entries);
    }
}
