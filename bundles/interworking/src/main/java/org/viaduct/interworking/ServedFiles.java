package org.viaduct.interworking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.Transfers;
import org.viaduct.files.api.Transfers.Offer;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.command.ExecReqArgs;
import org.viaduct.interworking.command.RpcConversion;
import org.viaduct.interworking.command.Wording;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.LinkedFile;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/**
 * Arguments that name a file of this server: {@code viaduct-file:NAME} in a url. They are stored and shown like this; only
 * the RPC has the URL that the CPE is to use, which is made when the RPC is handed out and is good for one transfer.
 */
final class ServedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ServedFiles.class);
    private static final String SCHEME = "viaduct-file:";
    private static final String URL = "url";
    private static final String FILE_SIZE = "fsi";
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    private final Presence<Transfers> transfers;
    private final Presence<Store> store;

    ServedFiles(Presence<Transfers> transfers, Presence<Store> store) {
        this.transfers = transfers;
        this.store = store;
    }

    /** @throws OneM2mException 6025 when a file that is named is not there */
    void check(ExecReqArgs arguments) {
        for (Map<String, Object> entry : arguments.entries()) {
            named(entry).filter(name -> fetches(arguments.type())).ifPresent(name -> {
                FileName file = fileName(name);
                if (transfers.get().find(file).isEmpty()) {
                    throw missing(file);
                }
            });
        }
    }

    /**
     * The arguments as the CPE is to get them.
     *
     * @throws OneM2mException 6025 when a file that is named is not there any more
     */
    ExecReqArgs handOut(Execution execution, ExecReqArgs arguments) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Map<String, Object> entry : arguments.entries()) {
            String transfer = execution.key() + "." + entries.size();
            entries.add(named(entry)
                    .map(name -> handOut(execution, transfer, entry, name))
                    .orElse(entry));
        }
        return new ExecReqArgs(arguments.type(), entries, arguments.passwords());
    }

    /** What the CPE has sent to the URL that it was given, if it was given one and has. */
    Optional<LinkedFile> sent(Execution execution) {
        return execution.type() == CommandType.UPLOAD && namesFiles(execution)
                ? transfers.get().accepted(execution.key() + ".0").map(LinkedFile::of)
                : Optional.empty();
    }

    /** Its URLs are good for nothing any more. Where this cannot be stored, they expire. */
    void ended(Execution execution) {
        if (execution.type() == CommandType.UPLOAD || fetches(execution.type())) {
            transfers.now().ifPresent(present -> {
                try {
                    present.end(execution.key());
                } catch (StoreUnavailableException away) {
                    LOG.debug("The URLs of {} are left to expire", execution.instance(), away);
                }
            });
        }
    }

    private Map<String, Object> handOut(Execution execution, String transfer, Map<String, Object> entry, String name) {
        Map<String, Object> given = new LinkedHashMap<>(entry);
        String device = execution.cpe().value();
        if (fetches(execution.type())) {
            FileName file = fileName(name);
            Offer offer = transfers
                    .get()
                    .offer(transfer, file, device, delay(entry.get("dss")))
                    .orElseThrow(() -> missing(file));
            given.put(URL, offer.url());
            if (!isGiven(entry.get(FILE_SIZE)) && offer.size() <= UNSIGNED_INT) {
                given.put(FILE_SIZE, offer.size());
            }
        } else {
            String label = name.isEmpty() ? String.valueOf(entry.get("ftyp")) : name;
            Duration delay =
                    delay(ExecReqArgs.anyArgument(entry, "DelaySeconds").orElse(null));
            given.put(URL, transfers.get().accept(transfer, label, device, delay));
        }
        return given;
    }

    private boolean namesFiles(Execution execution) {
        Optional<Object> exra = store.get()
                .find(execution.instance())
                .map(Resource::attributes)
                .map(attributes -> attributes.get("exra"));
        return ExecReqArgs.stored(execution.type(), exra, List.of()).entries().stream()
                .anyMatch(entry -> named(entry).isPresent());
    }

    /** What stands behind the scheme. */
    private static Optional<String> named(Map<String, Object> entry) {
        return entry.get(URL) instanceof String url && url.startsWith(SCHEME)
                ? Optional.of(url.substring(SCHEME.length()))
                : Optional.empty();
    }

    /** Whether a CPE fetches what the url names. */
    private static boolean fetches(CommandType type) {
        return switch (type) {
            case DOWNLOAD, SOFTWAREINSTALL, SOFTWAREUPDATE -> true;
            case RESET, REBOOT, UPLOAD, SOFTWAREUNINSTALL -> false;
        };
    }

    private static boolean isGiven(Object size) {
        return size != null && RpcConversion.number(size, FILE_SIZE) > 0;
    }

    private static Duration delay(Object seconds) {
        return Duration.ofSeconds(RpcConversion.number(seconds, "delay"));
    }

    private static FileName fileName(String name) {
        try {
            return new FileName(name);
        } catch (IllegalArgumentException wrong) {
            throw unconvertible(
                    "The url " + SCHEME + Wording.printable(name) + " names no file. " + wrong.getMessage());
        }
    }

    private static OneM2mException missing(FileName file) {
        return unconvertible(
                "This server has no file " + file + ": store it with files:put, or name another in the url.");
    }

    private static OneM2mException unconvertible(String sentence) {
        return new OneM2mException(ResponseStatusCode.MGMT_CONVERSION_ERROR, sentence);
    }
}
