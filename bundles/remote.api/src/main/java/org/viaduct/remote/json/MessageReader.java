package org.viaduct.remote.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.codec.PlainMessage;
import org.viaduct.cwmp.codec.PlainValue;
import org.viaduct.cwmp.codec.Vocabulary;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UnknownResponse;

/** Reads what {@link MessageWriter} wrote. */
final class MessageReader<M extends CwmpMessage> extends StdDeserializer<M> {

    private static final long serialVersionUID = 1L;

    private final Class<M> type;
    private final transient Vocabulary vocabulary;

    MessageReader(Class<M> type, Vocabulary vocabulary) {
        super(type);
        this.type = type;
        this.vocabulary = vocabulary;
    }

    @Override
    public M deserialize(JsonParser in, DeserializationContext context) throws IOException {
        JsonNode message = in.readValueAsTree();
        if (!message.isObject() || message.size() != 1) {
            return context.reportInputMismatch(type, "a message is an object with one member, named like it");
        }
        Map.Entry<String, JsonNode> only = message.fields().next();
        try {
            CwmpMessage read = known(only.getKey(), only.getValue()).orElseGet(() -> unknown(only.getKey()));
            return type.isInstance(read)
                    ? type.cast(read)
                    : context.reportInputMismatch(type, "%s is no %s", only.getKey(), type.getSimpleName());
        } catch (IllegalArgumentException impossible) {
            return context.reportInputMismatch(type, "%s", impossible.getMessage());
        }
    }

    private Optional<CwmpMessage> known(String name, JsonNode arguments) {
        return arguments.isNull() ? Optional.empty() : PlainMessage.read(name, members(arguments), vocabulary);
    }

    private CwmpMessage unknown(String name) {
        if (type == CwmpRequest.class) {
            return new UnknownRequest(name);
        }
        if (type == CwmpResponse.class) {
            return new UnknownResponse(name);
        }
        throw new IllegalArgumentException(name + " is not known");
    }

    private static PlainValue.Members members(JsonNode object) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("a structure is an object");
        }
        Map<String, PlainValue> members = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (!field.getKey().equals(MessageWriter.STRUCTURE)) {
                members.put(field.getKey(), value(field.getValue()));
            }
        }
        return new PlainValue.Members(object.path(MessageWriter.STRUCTURE).asText(), members);
    }

    private static PlainValue value(JsonNode node) {
        if (node.isArray()) {
            List<PlainValue> items = new ArrayList<>(node.size());
            node.forEach(item -> items.add(value(item)));
            return new PlainValue.Items(items);
        }
        if (node.has(MessageWriter.VALUE)) {
            return new PlainValue.Text(
                    node.path(MessageWriter.VALUE).asText(),
                    node.path(MessageWriter.TYPE).asText());
        }
        return node.isObject() ? members(node) : new PlainValue.Text(node.asText());
    }
}
