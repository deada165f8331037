package org.viaduct.cwmp.authentication;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/** The entries of a store in memory, with revisions, and a count of the changes applied. */
final class EntriesInMemory implements Store {

    private final Map<String, Entry> entries = new TreeMap<>();
    private Optional<Runnable> beforeApply = Optional.empty();
    private int changes;

    /** How many changes were applied. */
    synchronized int changes() {
        return changes;
    }

    /** Does something once, just before the next change is applied. */
    synchronized void beforeNextChange(Runnable disturbance) {
        beforeApply = Optional.of(disturbance);
    }

    String text(String bucket) {
        return entries(bucket, "", Integer.MAX_VALUE).stream()
                .map(entry -> new String(entry.value(), java.nio.charset.StandardCharsets.UTF_8))
                .toList()
                .toString();
    }

    private static String key(String bucket, String key) {
        return bucket + '\0' + key;
    }

    @Override
    public synchronized Optional<Entry> entry(String bucket, String key) {
        return Optional.ofNullable(entries.get(key(bucket, key)));
    }

    @Override
    public synchronized List<Entry> entries(String bucket, String after, int limit) {
        return entries.values().stream()
                .filter(entry -> entry.bucket().equals(bucket) && entry.key().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void apply(Change change) {
        Optional<Runnable> disturbance = beforeApply;
        beforeApply = Optional.empty();
        disturbance.ifPresent(Runnable::run);
        for (Change.Step step : change.steps()) {
            Entry entry =
                    step instanceof Change.Step.PutEntry put ? put.entry() : ((Change.Step.RemoveEntry) step).entry();
            String key = key(entry.bucket(), entry.key());
            long revision =
                    Optional.ofNullable(entries.get(key)).map(Entry::revision).orElse(0L);
            if (revision != entry.revision()) {
                throw new ConflictException(ConflictException.Reason.STALE, key);
            }
            if (step instanceof Change.Step.PutEntry) {
                entries.put(key, entry.stored());
            } else {
                entries.remove(key);
            }
        }
        changes++;
    }

    @Override
    public Optional<Resource> find(ResourceId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Resource> child(ResourceId parent, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Resource> expired(Instant now, int limit) {
        throw new UnsupportedOperationException();
    }
}
