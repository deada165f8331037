package org.viaduct.interworking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.viaduct.continuity.Presence;
import org.viaduct.interworking.command.ExecReqArgs;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/** The passwords of execReqArgs: sealed beside the {@code <mgmtCmd>}, and again in the record of each execution. */
final class Passwords {

    /** One entry for each {@code <mgmtCmd>} with a password; the key is its resourceID. */
    static final String BUCKET = "mgmtCmd.secrets";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Presence<Secrets> secrets;

    Passwords(Presence<Secrets> secrets) {
        this.secrets = secrets;
    }

    /** Makes the passwords of a {@code <mgmtCmd>} those of its new arguments, in the change that stores these. */
    void put(Store store, Change.Builder change, ResourceId command, Optional<ExecReqArgs> arguments) {
        Optional<Entry> before = store.entry(BUCKET, command.value());
        if (arguments.filter(ExecReqArgs::hasPasswords).isPresent()) {
            byte[] sealed = seal(arguments.get().passwords(), context(command)).getBytes(StandardCharsets.UTF_8);
            change.put(before.map(entry -> entry.with(sealed))
                    .orElseGet(() -> new Entry(BUCKET, command.value(), sealed, 0)));
        } else {
            before.ifPresent(change::remove);
        }
    }

    List<String> of(Store store, ResourceId command) {
        return store.entry(BUCKET, command.value())
                .map(entry -> open(new String(entry.value(), StandardCharsets.UTF_8), context(command)))
                .orElse(List.of());
    }

    /** For the record of an execution. */
    Optional<String> seal(ExecReqArgs arguments, String executionKey) {
        return arguments.hasPasswords()
                ? Optional.of(seal(arguments.passwords(), context(executionKey)))
                : Optional.empty();
    }

    List<String> of(Execution execution) {
        return unseal(execution.sealedPasswords(), execution.key());
    }

    /** @param executionKey what they were sealed for */
    List<String> unseal(Optional<String> sealed, String executionKey) {
        return sealed.map(text -> open(text, context(executionKey))).orElse(List.of());
    }

    private String seal(List<String> passwords, String context) {
        try {
            return secrets.get().seal(JSON.writeValueAsString(passwords), context);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<String> open(String sealed, String context) {
        try {
            return List.of(JSON.readValue(secrets.get().open(sealed, context), String[].class));
        } catch (IllegalArgumentException | JsonProcessingException lost) {
            throw new OneM2mException(
                    ResponseStatusCode.MGMT_CONVERSION_ERROR,
                    "The passwords of this command cannot be read with this server's key: write exra again.");
        }
    }

    static String context(ResourceId command) {
        return "mgmtCmd:" + command.value();
    }

    static String context(String executionKey) {
        return "execution:" + executionKey;
    }
}
