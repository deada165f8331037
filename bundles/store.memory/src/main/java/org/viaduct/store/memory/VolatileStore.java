package org.viaduct.store.memory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.h2.mvstore.MVStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreStoppedException;
import org.viaduct.store.tree.Application;
import org.viaduct.store.tree.Maps;
import org.viaduct.store.tree.PreparedChange;

/** A store in the heap. It keeps the contract but for durability: it begins empty, and takes with it what it holds. */
@Component(service = StoreBackend.class, immediate = true, property = StoreBackend.NAME + "=volatile")
public final class VolatileStore implements StoreBackend {

    private static final Logger LOG = LoggerFactory.getLogger(VolatileStore.class);

    private final MVStore store = new MVStore.Builder().autoCommitDisabled().open();
    private final Maps maps = Maps.open(store);
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean stopped;

    @Activate
    public VolatileStore() {
        LOG.debug("A store in the heap begins empty");
    }

    @Deactivate
    void stop() {
        exclusively(() -> stopped = true);
    }

    @Override
    public Optional<Resource> find(ResourceId id) {
        return read(present -> present.find(id));
    }

    @Override
    public Optional<Resource> child(ResourceId parent, String name) {
        return read(present -> present.child(parent, name));
    }

    @Override
    public List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        return read(present -> present.descendants(ancestor, criteria));
    }

    @Override
    public List<Resource> expired(Instant now, int limit) {
        return read(present -> present.expired(now, limit));
    }

    @Override
    public Optional<Entry> entry(String bucket, String key) {
        return read(present -> present.entry(bucket, key));
    }

    @Override
    public List<Entry> entries(String bucket, String after, int limit) {
        return read(present -> present.entries(bucket, after, limit));
    }

    @Override
    public List<Resource> allResources(Optional<ResourceId> after, int limit) {
        return read(present -> present.allResources(after, limit));
    }

    @Override
    public List<Entry> allEntries(Optional<Entry> after, int limit) {
        return read(present -> present.allEntries(after, limit));
    }

    @Override
    public void apply(Change change) {
        PreparedChange prepared = PreparedChange.of(change);
        exclusively(() -> Application.apply(prepared, maps));
    }

    @Override
    public void restore(List<Resource> resources, List<Entry> entries) {
        PreparedChange prepared = PreparedChange.restoring(resources, entries);
        exclusively(() -> Application.apply(prepared, maps));
    }

    private <T> T read(Function<Maps, T> query) {
        Lock shared = lock.readLock();
        shared.lock();
        try {
            refuseWhenStopped();
            return query.apply(maps);
        } finally {
            shared.unlock();
        }
    }

    private void exclusively(Runnable work) {
        Lock exclusive = lock.writeLock();
        exclusive.lock();
        try {
            refuseWhenStopped();
            work.run();
        } finally {
            exclusive.unlock();
        }
    }

    private void refuseWhenStopped() {
        if (stopped) {
            throw new StoreStoppedException();
        }
    }
}
