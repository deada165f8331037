package org.viaduct.store.selection;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreBackends.Phase;
import org.viaduct.store.StoreBackends.Progress;
import org.viaduct.store.StoreBackends.Totals;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.store.record.ByteWriter;

/** Copies all of one backend to another, page by page, and reads it again. Nobody may change either meanwhile. */
final class Copy {

    /** There while a copy is not complete. */
    static final Entry UNFINISHED = new Entry("store.copy", "unfinished", new byte[0], 0);

    private static final int PAGE = 500;

    private final StoreBackend from;
    private final StoreBackend to;
    private final Consumer<Progress> progress;

    Copy(StoreBackend from, StoreBackend to, Consumer<Progress> progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /**
     * @throws IllegalArgumentException when the target holds something
     * @throws StoreUnavailableException when the copy is not what was copied
     */
    Totals run() {
        Optional<Entry> unfinished = to.entry(UNFINISHED.bucket(), UNFINISHED.key());
        if (unfinished.isPresent()) {
            clear();
        } else if (!to.allResources(Optional.empty(), 1).isEmpty()
                || !to.allEntries(Optional.empty(), 1).isEmpty()) {
            throw new IllegalArgumentException(
                    "The store to copy to is not empty: give it an empty directory or database.");
        } else {
            to.apply(Change.builder().put(UNFINISHED).build());
        }
        Totals source = walk(from, Phase.COPYING, to::restore);
        to.apply(Change.builder().remove(UNFINISHED.stored()).build());
        Totals copy = walk(to, Phase.VERIFYING, (resources, entries) -> {});
        if (!copy.equals(source)) {
            throw new StoreUnavailableException(
                    "The copy is not what was copied: " + source + " became " + copy + ". The store in use stays so.");
        }
        return copy;
    }

    private void clear() {
        for (Resource top : to.allResources(Optional.empty(), 1)) {
            to.apply(Change.builder().delete(top.id()).build());
        }
        List<Entry> page = List.of();
        long removed = 0;
        do {
            Change.Builder removal = Change.builder();
            page = to.allEntries(page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1)), PAGE);
            page.stream()
                    .filter(entry -> !entry.bucket().equals(UNFINISHED.bucket()))
                    .forEach(removal::remove);
            to.apply(removal.build());
            removed += page.size();
            progress.accept(new Progress(Phase.CLEARING, 0, removed));
        } while (!page.isEmpty());
    }

    private Totals walk(StoreBackend store, Phase phase, BiConsumer<List<Resource>, List<Entry>> sink) {
        MessageDigest digest = sha256();
        long resources = 0;
        Optional<ResourceId> lastResource = Optional.empty();
        while (true) {
            List<Resource> page = store.allResources(lastResource, PAGE);
            if (page.isEmpty()) {
                break;
            }
            sink.accept(page, List.of());
            page.forEach(resource -> digest.update(bytes(resource)));
            resources += page.size();
            lastResource = Optional.of(page.get(page.size() - 1).id());
            progress.accept(new Progress(phase, resources, 0));
        }
        long entries = 0;
        Optional<Entry> lastEntry = Optional.empty();
        while (true) {
            List<Entry> page = store.allEntries(lastEntry, PAGE);
            if (page.isEmpty()) {
                return new Totals(resources, entries, HexFormat.of().formatHex(digest.digest()));
            }
            sink.accept(List.of(), page);
            page.forEach(entry -> digest.update(bytes(entry)));
            entries += page.size();
            lastEntry = Optional.of(page.get(page.size() - 1));
            progress.accept(new Progress(phase, resources, entries));
        }
    }

    private static byte[] bytes(Resource resource) {
        return new ByteWriter()
                .text(resource.id().value())
                .text(resource.parentId().map(ResourceId::value).orElse(""))
                .text(resource.name())
                .varLong(resource.type())
                .varLong(resource.revision())
                .value(resource.attributes())
                .toByteArray();
    }

    private static byte[] bytes(Entry entry) {
        return new ByteWriter()
                .text(entry.bucket())
                .text(entry.key())
                .varLong(entry.revision())
                .bytes(entry.value())
                .toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
