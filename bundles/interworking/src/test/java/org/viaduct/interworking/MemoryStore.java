package org.viaduct.interworking;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** A store without a medium, for tests. */
class MemoryStore implements Store {

    private Map<ResourceId, Resource> resources = new LinkedHashMap<>();
    private TreeMap<String, Entry> entries = new TreeMap<>();
    private boolean down;
    private int writes;

    synchronized void down(boolean unavailable) {
        down = unavailable;
    }

    synchronized int writes() {
        return writes;
    }

    synchronized List<Resource> all() {
        return List.copyOf(resources.values());
    }

    synchronized List<Entry> allEntries() {
        return List.copyOf(entries.values());
    }

    @Override
    public synchronized Optional<Resource> find(ResourceId id) {
        check();
        return Optional.ofNullable(resources.get(id));
    }

    @Override
    public synchronized Optional<Resource> child(ResourceId parent, String name) {
        check();
        return resources.values().stream()
                .filter(each -> each.parentId().equals(Optional.of(parent))
                        && each.name().equals(name))
                .findFirst();
    }

    /** Children only: all that is asked for here. */
    @Override
    public synchronized List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        check();
        return resources.values().stream()
                .filter(each -> each.parentId().equals(Optional.of(ancestor)))
                .filter(criteria::selects)
                .limit(criteria.limit().orElse(Integer.MAX_VALUE))
                .toList();
    }

    @Override
    public synchronized List<Resource> expired(Instant now, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Optional<Entry> entry(String bucket, String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("An entry's key is not empty");
        }
        check();
        return Optional.ofNullable(entries.get(bucket + "/" + key));
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
        Map<ResourceId, Resource> resourcesBefore = new LinkedHashMap<>(resources);
        TreeMap<String, Entry> entriesBefore = new TreeMap<>(entries);
        try {
            change.steps().forEach(this::apply);
            writes++;
        } catch (ConflictException conflict) {
            resources = resourcesBefore;
            entries = entriesBefore;
            throw conflict;
        }
    }

    private void apply(Change.Step step) {
        if (step instanceof Change.Step.CreateResource create) {
            Resource resource = create.resource();
            conflictIf(resources.containsKey(resource.id()), Reason.ID_TAKEN, resource.id());
            resource.parentId().ifPresent(parent -> {
                conflictIf(!resources.containsKey(parent), Reason.PARENT_GONE, parent);
                conflictIf(child(parent, resource.name()).isPresent(), Reason.NAME_TAKEN, resource.name());
            });
            resources.put(resource.id(), resource.stored());
        } else if (step instanceof Change.Step.UpdateResource update) {
            Resource present = resources.get(update.resource().id());
            conflictIf(present == null, Reason.GONE, update.resource().id());
            conflictIf(present.revision() != update.resource().revision(), Reason.STALE, present.id());
            resources.put(present.id(), update.resource().stored());
        } else if (step instanceof Change.Step.DeleteResource delete) {
            conflictIf(!resources.containsKey(delete.id()), Reason.GONE, delete.id());
            remove(delete.id());
        } else if (step instanceof Change.Step.PutEntry put) {
            checkRevision(put.entry());
            entries.put(name(put.entry()), put.entry().stored());
        } else if (step instanceof Change.Step.RemoveEntry remove) {
            checkRevision(remove.entry());
            entries.remove(name(remove.entry()));
        }
    }

    private void remove(ResourceId id) {
        resources.values().stream()
                .filter(each -> each.parentId().equals(Optional.of(id)))
                .map(Resource::id)
                .toList()
                .forEach(this::remove);
        resources.remove(id);
    }

    private void checkRevision(Entry entry) {
        Entry present = entries.get(name(entry));
        conflictIf(entry.revision() != (present == null ? 0 : present.revision()), Reason.STALE, entry.key());
    }

    private static String name(Entry entry) {
        return entry.bucket() + "/" + entry.key();
    }

    private static void conflictIf(boolean conflict, Reason reason, Object subject) {
        if (conflict) {
            throw new ConflictException(reason, String.valueOf(subject));
        }
    }

    private void check() {
        if (down) {
            throw new StoreUnavailableException("The store is down");
        }
    }
}
