package org.viaduct.onem2m.access.stored;

import java.time.Instant;
import java.util.List;
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

/** The entries of a store, without a medium. */
final class EntryStore implements Store {

    final TreeMap<String, Entry> entries = new TreeMap<>();
    boolean down;

    @Override
    public Optional<Entry> entry(String bucket, String key) {
        if (down) {
            throw new StoreUnavailableException("the store is down");
        }
        return Optional.ofNullable(entries.get(bucket + "/" + key));
    }

    @Override
    public List<Entry> entries(String bucket, String after, int limit) {
        return entries.tailMap(bucket + "/" + after, false).values().stream()
                .filter(entry -> entry.bucket().equals(bucket))
                .limit(limit)
                .toList();
    }

    @Override
    public void apply(Change change) {
        for (Change.Step step : change.steps()) {
            if (step instanceof Change.Step.PutEntry put) {
                Entry entry = put.entry();
                checkRevision(entry);
                entries.put(entry.bucket() + "/" + entry.key(), entry.stored());
            } else if (step instanceof Change.Step.RemoveEntry remove) {
                checkRevision(remove.entry());
                entries.remove(remove.entry().bucket() + "/" + remove.entry().key());
            }
        }
    }

    private void checkRevision(Entry entry) {
        if (entry(entry.bucket(), entry.key()).map(Entry::revision).orElse(0L) != entry.revision()) {
            throw new ConflictException(ConflictException.Reason.STALE, entry.key());
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
