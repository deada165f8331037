package org.viaduct.interworking.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.fault.FaultTable;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.command.Repetitions;
import org.viaduct.interworking.execution.Execution.ReportedFault;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ResourceId;

/** Executions as JSON. */
public final class ExecutionCodec {

    /** The member that has the sealed passwords, here and of an execution that is still to be made. */
    public static final String SEALED_PASSWORDS = "sealedPasswords";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExecutionCodec() {}

    public static byte[] encode(Execution execution) {
        ObjectNode node = JSON.createObjectNode()
                .put("command", execution.command().value())
                .put("instance", execution.instance().value())
                .put("cpe", execution.cpe().value())
                .put("type", execution.type().name())
                .put("state", execution.state().name())
                .put("result", execution.result().value())
                .put("blocking", execution.blocking())
                .put("created", execution.created().toString())
                .put("began", execution.began().toString())
                .put("due", execution.due().toString());
        Repetitions repetitions = execution.repetitions();
        node.putObject("repetitions")
                .put("current", repetitions.current())
                .put("number", repetitions.number())
                .put("interval", repetitions.interval().toString())
                .put("random", repetitions.random());
        execution.sent().ifPresent(when -> node.put("sent", when.toString()));
        execution.cancelFaults().ifPresent(table -> node.put("cancelFaults", table.name()));
        execution.carrier().ifPresent(rpc -> node.put("carrier", rpc));
        execution.sealedPasswords().ifPresent(text -> node.put(SEALED_PASSWORDS, text));
        execution.file().ifPresent(file -> node.putObject("file")
                .put("name", file.name())
                .put("size", file.size())
                .put("sha256", file.sha256()));
        execution.fault().ifPresent(reported -> node.putObject("fault")
                .put("table", reported.table().name())
                .put("code", reported.fault().code())
                .put("text", reported.fault().message())
                .put("mapped", reported.mapped()));
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws IllegalStateException when the value was not encoded here */
    public static Execution decode(String key, byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            return new Execution(
                    key,
                    new ResourceId(node.required("command").asText()),
                    new ResourceId(node.required("instance").asText()),
                    CpeId.parse(node.required("cpe").asText()),
                    CommandType.valueOf(node.required("type").asText()),
                    ExecutionState.valueOf(node.required("state").asText()),
                    ExecResult.of(node.required("result").asLong()).orElseThrow(),
                    repetitions(node.required("repetitions")),
                    node.required("blocking").asBoolean(),
                    Instant.parse(node.required("created").asText()),
                    Instant.parse(node.required("began").asText()),
                    text(node, "sent").map(Instant::parse),
                    Instant.parse(node.required("due").asText()),
                    text(node, "cancelFaults").map(FaultTable::valueOf),
                    Optional.ofNullable(node.get("fault")).map(ExecutionCodec::fault),
                    Optional.ofNullable(node.get("file")).map(ExecutionCodec::file),
                    text(node, SEALED_PASSWORDS),
                    text(node, "carrier"));
        } catch (IOException | RuntimeException foreign) {
            throw new IllegalStateException("The record of execution " + key + " cannot be read", foreign);
        }
    }

    private static Repetitions repetitions(JsonNode node) {
        return new Repetitions(
                node.required("current").asInt(),
                node.required("number").asInt(),
                Duration.parse(node.required("interval").asText()),
                node.required("random").asBoolean());
    }

    private static ReportedFault fault(JsonNode node) {
        return new ReportedFault(
                FaultTable.valueOf(node.required("table").asText()),
                new CwmpFault(
                        node.required("code").asInt(), node.required("text").asText()),
                node.required("mapped").asBoolean());
    }

    private static LinkedFile file(JsonNode node) {
        return new LinkedFile(
                node.required("name").asText(),
                node.required("size").asLong(),
                node.required("sha256").asText());
    }

    private static Optional<String> text(JsonNode node, String member) {
        return Optional.ofNullable(node.get(member)).map(JsonNode::asText);
    }
}
