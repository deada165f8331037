package org.viaduct.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.StoredFile;

/** Files as members of JSON objects. */
final class KeptCodec {

    private KeptCodec() {}

    static void encode(Kept kept, ObjectNode into) {
        StoredFile file = kept.file();
        into.put("name", file.name().value())
                .put("size", file.size())
                .put("sha256", file.sha256())
                .put("stored", file.stored().toString())
                .put("by", file.by())
                .put("content", kept.content());
        file.device().ifPresent(device -> into.put("device", device));
    }

    static Kept decode(JsonNode node) {
        StoredFile file = new StoredFile(
                new FileName(node.required("name").asText()),
                node.required("size").asLong(),
                node.required("sha256").asText(),
                Instant.parse(node.required("stored").asText()),
                node.required("by").asText(),
                Optional.ofNullable(node.get("device")).map(JsonNode::asText));
        return new Kept(file, node.required("content").asText());
    }
}
