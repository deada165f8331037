package org.viaduct.interworking;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;
import org.viaduct.interworking.Expansions.Head;
import org.viaduct.interworking.Expansions.Member;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.command.Repetitions;
import org.viaduct.interworking.execution.ExecutionCodec;
import org.viaduct.onem2m.ResourceId;

/** What is left to make of a group execution, as JSON. */
final class ExpansionCodec {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private ExpansionCodec() {}

    static byte[] encode(Head head) {
        ObjectNode node = JSON.createObjectNode()
                .put("type", head.type().name())
                .put("number", head.repetitions().number())
                .put("interval", head.repetitions().interval().toString())
                .put("random", head.repetitions().random())
                .put("begins", head.begins().toString())
                .put("next", head.next())
                .put("left", head.left());
        node.set("attributes", JSON.valueToTree(head.attributes()));
        head.sealedPasswords().ifPresent(text -> node.put(ExecutionCodec.SEALED_PASSWORDS, text));
        return bytes(node);
    }

    static Head head(byte[] value) {
        JsonNode node = read(value);
        return new Head(
                CommandType.valueOf(node.required("type").asText()),
                JSON.convertValue(node.required("attributes"), new TypeReference<Map<String, Object>>() {}),
                new Repetitions(
                        1,
                        node.required("number").asInt(),
                        Duration.parse(node.required("interval").asText()),
                        node.required("random").asBoolean()),
                Instant.parse(node.required("begins").asText()),
                Optional.ofNullable(node.get(ExecutionCodec.SEALED_PASSWORDS)).map(JsonNode::asText),
                node.required("next").asInt(),
                node.required("left").asLong());
    }

    static byte[] encode(List<Member> members) {
        ArrayNode array = JSON.createArrayNode();
        members.forEach(
                member -> array.add(member.node().value()).add(member.cpe().value()));
        return bytes(array);
    }

    static List<Member> members(byte[] value) {
        JsonNode array = read(value);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < array.size(); i += 2) {
            members.add(new Member(
                    new ResourceId(array.get(i).asText()),
                    CpeId.parse(array.get(i + 1).asText())));
        }
        return members;
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException foreign) {
            throw new IllegalStateException("A record of an expansion cannot be read", foreign);
        }
    }
}
