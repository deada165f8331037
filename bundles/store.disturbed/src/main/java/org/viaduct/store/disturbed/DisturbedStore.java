package org.viaduct.store.disturbed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.store.memory.VolatileStore;

/** A store in the heap that goes down when it is told to, and that others can write to at a bad moment. */
public class DisturbedStore implements Store {

    private final VolatileStore store = new VolatileStore();
    private volatile boolean down;
    private Runnable beforeNextChange = () -> {};
    private boolean failAfterNextChange;
    private int changes;

    public void down(boolean unavailable) {
        down = unavailable;
    }

    /** Does something once, just before the next change is applied: another writer that is faster. */
    public synchronized void beforeNextChange(Runnable disturbance) {
        beforeNextChange = disturbance;
    }

    /** The next change is applied, and then the store goes down so that its caller does not know. */
    public synchronized void failAfterNextChange() {
        failAfterNextChange = true;
    }

    /** How many changes were applied. */
    public synchronized int changes() {
        return changes;
    }

    /** Also while it is down. */
    public List<Resource> allResources() {
        return store.allResources(Optional.empty(), Integer.MAX_VALUE);
    }

    /** Also while it is down. */
    public List<Entry> allEntries() {
        return store.allEntries(Optional.empty(), Integer.MAX_VALUE);
    }

    /** The values of all entries. */
    public String text() {
        return allEntries().stream()
                .map(entry -> new String(entry.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public Optional<Resource> find(ResourceId id) {
        check();
        return store.find(id);
    }

    @Override
    public Optional<Resource> child(ResourceId parent, String name) {
        check();
        return store.child(parent, name);
    }

    @Override
    public List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        check();
        return store.descendants(ancestor, criteria);
    }

    @Override
    public List<Resource> expired(Instant now, int limit) {
        check();
        return store.expired(now, limit);
    }

    @Override
    public Optional<Entry> entry(String bucket, String key) {
        check();
        return store.entry(bucket, key);
    }

    @Override
    public List<Entry> entries(String bucket, String after, int limit) {
        check();
        return store.entries(bucket, after, limit);
    }

    @Override
    public void apply(Change change) {
        disturbance().run();
        synchronized (this) {
            check();
            store.apply(change);
            changes++;
            if (failAfterNextChange) {
                failAfterNextChange = false;
                down = true;
                check();
            }
        }
    }

    private synchronized Runnable disturbance() {
        Runnable once = beforeNextChange;
        beforeNextChange = () -> {};
        return once;
    }

    private void check() {
        if (down) {
            throw new StoreUnavailableException("The store is down");
        }
    }
}
