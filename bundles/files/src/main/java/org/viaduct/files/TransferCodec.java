package org.viaduct.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.viaduct.files.Coverage.Range;
import org.viaduct.files.api.RunningTransfer.Direction;

/** Transfers as JSON. */
final class TransferCodec {

    private TransferCodec() {}

    static byte[] encode(TransferRecord transfer) {
        ObjectNode node = Json.object()
                .put("direction", transfer.direction().name())
                .put("secret", transfer.secretHash())
                .put("label", transfer.label())
                .put("device", transfer.device())
                .put("expires", transfer.expires().toString())
                .put("spent", transfer.spent());
        transfer.file().ifPresent(kept -> KeptCodec.encode(kept, node.putObject("file")));
        ArrayNode delivered = node.putArray("delivered");
        transfer.delivered()
                .ranges()
                .forEach(range -> delivered.add(range.from()).add(range.to()));
        return Json.bytes(node);
    }

    static TransferRecord decode(String id, byte[] value) {
        JsonNode node = Json.read(value);
        List<Range> ranges = new ArrayList<>();
        JsonNode delivered = node.required("delivered");
        for (int i = 0; i + 1 < delivered.size(); i += 2) {
            ranges.add(new Range(delivered.get(i).asLong(), delivered.get(i + 1).asLong()));
        }
        return new TransferRecord(
                id,
                Direction.valueOf(node.required("direction").asText()),
                node.required("secret").asText(),
                node.required("label").asText(),
                node.required("device").asText(),
                Instant.parse(node.required("expires").asText()),
                node.required("spent").asBoolean(),
                Optional.ofNullable(node.get("file")).map(KeptCodec::decode),
                new Coverage(ranges));
    }
}
