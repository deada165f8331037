package org.viaduct.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.StoredFile;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/**
 * The files by name. Every content that no name means, or not yet, is listed in the store before it is in the directory, so
 * that {@link #sweep} finds it after a crash, and finds no other. Thread-safe.
 */
final class Library {

    /** One entry for each file; the key is its name. */
    static final String FILES = "file";
    /** One empty entry for each content that is to be deleted when nothing needs it any more. */
    static final String UNUSED = "file.unused";

    private static final Logger LOG = LoggerFactory.getLogger(Library.class);
    private static final int ATTEMPTS = 100;
    private static final int PAGE = 200;
    private static final byte[] NOTHING = {};

    private final Store store;
    private final ContentDirectory contents;
    private final Clock clock;
    private final Set<String> arriving = ConcurrentHashMap.newKeySet();

    Library(Store store, ContentDirectory contents, Clock clock) {
        this.store = store;
        this.contents = contents;
        this.clock = clock;
    }

    Optional<Kept> find(FileName name) {
        return store.entry(FILES, name.value()).map(Library::decode);
    }

    List<Kept> list(String after, int limit) {
        return store.entries(FILES, after, limit).stream().map(Library::decode).toList();
    }

    /** Stores what has been received, under a name that may be another's until now. */
    StoredFile keep(FileName name, Incoming incoming, String by) throws IOException {
        return keep(attempt -> name, incoming, by, Optional.empty(), (change, kept) -> {});
    }

    /**
     * Stores what has been received.
     *
     * @param names the name for each attempt, from 0
     * @param device see {@link StoredFile#device}; such a file never takes the place of another
     * @param also is asked for what else belongs to the change, at each attempt
     */
    StoredFile keep(
            Function<Integer, FileName> names,
            Incoming incoming,
            String by,
            Optional<String> device,
            BiConsumer<Change.Builder, Kept> also)
            throws IOException {
        Entry listed = new Entry(UNUSED, incoming.id(), NOTHING, 0);
        arriving.add(incoming.id());
        try {
            store.apply(Change.builder().put(listed).build());
            Content content = incoming.complete();
            for (int attempt = 0; ; attempt++) {
                Kept kept = kept(names.apply(attempt), content, by, device);
                Change.Builder change = Change.builder().remove(listed.stored());
                put(change, kept, device.isEmpty());
                also.accept(change, kept);
                try {
                    store.apply(change.build());
                    LOG.info("Stored {}, {} bytes, from {}", kept.file().name(), content.size(), by);
                    return kept.file();
                } catch (ConflictException overtaken) {
                    giveUpAfterMany(attempt, overtaken);
                }
            }
        } finally {
            arriving.remove(incoming.id());
        }
    }

    boolean remove(FileName name) {
        for (int attempt = 0; ; attempt++) {
            Optional<Entry> entry = store.entry(FILES, name.value());
            if (entry.isEmpty()) {
                return false;
            }
            try {
                store.apply(Change.builder()
                        .remove(entry.get())
                        .put(new Entry(UNUSED, decode(entry.get()).content(), NOTHING, 0))
                        .build());
                LOG.info("Removed {}", name);
                return true;
            } catch (ConflictException overtaken) {
                giveUpAfterMany(attempt, overtaken);
            }
        }
    }

    /**
     * Deletes the contents that nothing needs.
     *
     * @param needed those that a transfer still needs
     */
    void sweep(Set<String> needed) {
        String after = "";
        List<Entry> page;
        do {
            page = store.entries(UNUSED, after, PAGE);
            for (Entry unused : page) {
                after = unused.key();
                if (!needed.contains(unused.key()) && !arriving.contains(unused.key())) {
                    drop(unused);
                }
            }
        } while (page.size() == PAGE);
    }

    boolean hasUnused() {
        return !store.entries(UNUSED, "", 1).isEmpty();
    }

    private void drop(Entry unused) {
        try {
            contents.delete(unused.key());
            store.apply(Change.builder().remove(unused).build());
        } catch (IOException | ConflictException notNow) {
            LOG.debug("The content {} stays until the next sweep", unused.key(), notNow);
        }
    }

    private Kept kept(FileName name, Content content, String by, Optional<String> device) {
        Instant now = clock.instant();
        return new Kept(new StoredFile(name, content.size(), content.sha256(), now, by, device), content.id());
    }

    private void put(Change.Builder change, Kept kept, boolean replacing) {
        String key = kept.file().name().value();
        ObjectNode value = Json.object();
        KeptCodec.encode(kept, value);
        Optional<Entry> former = replacing ? store.entry(FILES, key) : Optional.empty();
        change.put(former.map(entry -> entry.with(Json.bytes(value)))
                .orElseGet(() -> new Entry(FILES, key, Json.bytes(value), 0)));
        former.map(Library::decode).ifPresent(old -> change.put(new Entry(UNUSED, old.content(), NOTHING, 0)));
    }

    private static void giveUpAfterMany(int attempt, ConflictException overtaken) {
        if (attempt == ATTEMPTS) {
            throw new StoreUnavailableException("Files change all the time", overtaken);
        }
    }

    private static Kept decode(Entry entry) {
        return KeptCodec.decode(Json.read(entry.value()));
    }
}
