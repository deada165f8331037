package org.viaduct.interworking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.interworking.execution.ExecutionCodec;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.secrets.Resealing;
import org.viaduct.secrets.SealedValues;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/**
 * Seals the passwords of execReqArgs anew when the key is rotated: those of {@code <mgmtCmd>}s, of executions, and of
 * executions that are still to be made. Whoever changes such an entry meanwhile reads it again.
 */
@Component(property = SealedValues.OWNER + "=interworking")
public final class PasswordsResealing implements SealedValues {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Store store;

    @Activate
    public PasswordsResealing(@Reference Store store) {
        this.store = store;
    }

    @Override
    public int reseal(Secrets secrets) {
        return Resealing.bucket(store, Passwords.BUCKET, entry -> ofCommand(secrets, entry))
                + Resealing.bucket(store, Executions.RECORDS, entry -> inRecord(secrets, entry))
                + Resealing.bucket(store, Expansions.HEADS, entry -> inRecord(secrets, entry));
    }

    private static Optional<byte[]> ofCommand(Secrets secrets, Entry entry) {
        String context = Passwords.context(new ResourceId(entry.key()));
        return secrets.reseal(new String(entry.value(), StandardCharsets.UTF_8), context)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<byte[]> inRecord(Secrets secrets, Entry entry) {
        ObjectNode node = read(entry);
        return Optional.ofNullable(node.get(ExecutionCodec.SEALED_PASSWORDS))
                .map(JsonNode::asText)
                .flatMap(text -> secrets.reseal(text, Passwords.context(entry.key())))
                .map(text -> write(node.put(ExecutionCodec.SEALED_PASSWORDS, text)));
    }

    private static ObjectNode read(Entry entry) {
        try {
            return (ObjectNode) JSON.readTree(entry.value());
        } catch (IOException foreign) {
            throw new IllegalArgumentException("it is no record of this version");
        }
    }

    private static byte[] write(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
