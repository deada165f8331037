package org.viaduct.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.ConflictException.Reason;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** A store of entries without a medium. */
final class EntryStore implements Store {

    private TreeMap<String, Entry> entries = new TreeMap<>();
    private boolean down;

    synchronized void down(boolean unavailable) {
        down = unavailable;
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

    @Override
    public synchronized Optional<Entry> entry(String bucket, String key) {
        check();
        return Optional.ofNullable(entries.get(bucket + " " + key));
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
        TreeMap<String, Entry> before = new TreeMap<>(entries);
        for (Change.Step step : change.steps()) {
            Entry entry =
                    step instanceof Change.Step.PutEntry put ? put.entry() : ((Change.Step.RemoveEntry) step).entry();
            String name = entry.bucket() + " " + entry.key();
            Entry present = entries.get(name);
            if (entry.revision() != (present == null ? 0 : present.revision())) {
                entries = before;
                throw new ConflictException(Reason.STALE, entry.key());
            }
            if (step instanceof Change.Step.PutEntry) {
                entries.put(name, entry.stored());
            } else {
                entries.remove(name);
            }
        }
    }

    private void check() {
        if (down) {
            throw new StoreUnavailableException("The store is down");
        }
    }
}
