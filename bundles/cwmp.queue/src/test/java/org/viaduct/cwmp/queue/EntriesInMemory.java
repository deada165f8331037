package org.viaduct.cwmp.queue;

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
import org.viaduct.store.StoreUnavailableException;

/** The entries of a store in memory, with revisions. */
final class EntriesInMemory implements Store {

    private Map<String, Entry> entries = new TreeMap<>();
    private boolean down;
    private boolean failAfterNextChange;

    synchronized void down(boolean unavailable) {
        down = unavailable;
    }

    /** The next change is applied, and then the store goes down so that its caller does not know. */
    synchronized void failAfterNextChange() {
        failAfterNextChange = true;
    }

    synchronized int count() {
        return entries.size();
    }

    synchronized String text() {
        return entries.values().stream()
                .map(entry -> new String(entry.value(), java.nio.charset.StandardCharsets.UTF_8))
                .toList()
                .toString();
    }

    private static String key(String bucket, String key) {
        return bucket + '\0' + key;
    }

    @Override
    public synchronized Optional<Entry> entry(String bucket, String key) {
        check();
        return Optional.ofNullable(entries.get(key(bucket, key)));
    }

    @Override
    public synchronized List<Entry> entries(String bucket, String after, int limit) {
        check();
        return entries.values().stream()
                .filter(entry -> entry.bucket().equals(bucket) && entry.key().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void apply(Change change) {
        check();
        Map<String, Entry> after = new TreeMap<>(entries);
        for (Change.Step step : change.steps()) {
            if (step instanceof Change.Step.PutEntry put) {
                checkRevision(after, put.entry());
                after.put(
                        key(put.entry().bucket(), put.entry().key()),
                        put.entry().stored());
            } else if (step instanceof Change.Step.RemoveEntry remove) {
                checkRevision(after, remove.entry());
                after.remove(key(remove.entry().bucket(), remove.entry().key()));
            } else {
                throw new UnsupportedOperationException("only entries are changed here");
            }
        }
        entries = after;
        if (failAfterNextChange) {
            failAfterNextChange = false;
            down = true;
            check();
        }
    }

    private static void checkRevision(Map<String, Entry> present, Entry entry) {
        String key = key(entry.bucket(), entry.key());
        long revision =
                Optional.ofNullable(present.get(key)).map(Entry::revision).orElse(0L);
        if (revision != entry.revision()) {
            throw new ConflictException(ConflictException.Reason.STALE, key);
        }
    }

    private void check() {
        if (down) {
            throw new StoreUnavailableException("The store is down");
        }
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
