package org.viaduct.interworking.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;

/** The store, with subscribers told of every change that is made through it. */
public record ToldStore(Store store, ResourceChanges changes) implements Store {

    @Override
    public Optional<Resource> find(ResourceId id) {
        return store.find(id);
    }

    @Override
    public Optional<Resource> child(ResourceId parent, String name) {
        return store.child(parent, name);
    }

    @Override
    public List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        return store.descendants(ancestor, criteria);
    }

    @Override
    public List<Resource> expired(Instant now, int limit) {
        return store.expired(now, limit);
    }

    @Override
    public Optional<Entry> entry(String bucket, String key) {
        return store.entry(bucket, key);
    }

    @Override
    public List<Entry> entries(String bucket, String after, int limit) {
        return store.entries(bucket, after, limit);
    }

    @Override
    public void apply(Change change) {
        changes.apply(change);
    }
}
