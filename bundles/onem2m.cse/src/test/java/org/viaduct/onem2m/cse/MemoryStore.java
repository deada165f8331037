package org.viaduct.onem2m.cse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** A store that forgets everything, and can be told to fail. */
final class MemoryStore implements Store {

    private Map<ResourceId, Resource> resources = new LinkedHashMap<>();
    private Map<String, Entry> entries = new TreeMap<>();
    private boolean failing;
    private Runnable beforeApply = () -> {};

    synchronized void fail(boolean now) {
        failing = now;
    }

    /** Runs before the next change, once: another writer that is faster. */
    synchronized void beforeNextChange(Runnable action) {
        beforeApply = action;
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
                .filter(each -> each.parentId().equals(Optional.of(parent)))
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    @Override
    public synchronized List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        check();
        return resources.values().stream()
                .filter(each -> level(ancestor, each) > 0)
                .filter(each -> level(ancestor, each) <= criteria.level().orElse(Integer.MAX_VALUE))
                .filter(criteria::selects)
                .skip(criteria.offset() - 1L)
                .limit(criteria.limit().orElse(Integer.MAX_VALUE))
                .toList();
    }

    @Override
    public synchronized List<Resource> expired(Instant now, int limit) {
        check();
        return resources.values().stream()
                .filter(each -> each.text("et").isPresent() && !each.expires().isAfter(now))
                .sorted(Comparator.comparing(Resource::expires))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Entry> entry(String bucket, String key) {
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
    public void apply(Change change) {
        Runnable before;
        synchronized (this) {
            before = beforeApply;
            beforeApply = () -> {};
        }
        before.run();
        synchronized (this) {
            check();
            Map<ResourceId, Resource> next = new LinkedHashMap<>(resources);
            Map<String, Entry> nextEntries = new TreeMap<>(entries);
            change.steps().forEach(step -> apply(step, next, nextEntries));
            resources = next;
            entries = nextEntries;
        }
    }

    private static void apply(Change.Step step, Map<ResourceId, Resource> next, Map<String, Entry> entries) {
        if (step instanceof Change.Step.CreateResource create) {
            Resource resource = create.resource();
            require(!next.containsKey(resource.id()), ConflictException.Reason.ID_TAKEN, resource.id());
            resource.parentId().ifPresent(parent -> {
                require(next.containsKey(parent), ConflictException.Reason.PARENT_GONE, parent);
                boolean taken = next.values().stream()
                        .anyMatch(each -> each.parentId().equals(Optional.of(parent))
                                && each.name().equals(resource.name()));
                require(!taken, ConflictException.Reason.NAME_TAKEN, resource.id());
            });
            next.put(resource.id(), resource.stored());
        } else if (step instanceof Change.Step.UpdateResource update) {
            Resource resource = update.resource();
            require(next.containsKey(resource.id()), ConflictException.Reason.GONE, resource.id());
            boolean current = next.get(resource.id()).revision() == resource.revision();
            require(current, ConflictException.Reason.STALE, resource.id());
            next.put(resource.id(), resource.stored());
        } else if (step instanceof Change.Step.DeleteResource delete) {
            require(next.containsKey(delete.id()), ConflictException.Reason.GONE, delete.id());
            List<ResourceId> gone = new ArrayList<>(List.of(delete.id()));
            for (int index = 0; index < gone.size(); index++) {
                Optional<ResourceId> parent = Optional.of(gone.get(index));
                next.values().stream()
                        .filter(each -> each.parentId().equals(parent))
                        .map(Resource::id)
                        .forEach(gone::add);
            }
            next.keySet().removeAll(gone);
        } else if (step instanceof Change.Step.PutEntry put) {
            replace(put.entry(), entries);
            entries.put(name(put.entry()), put.entry().stored());
        } else if (step instanceof Change.Step.RemoveEntry remove) {
            replace(remove.entry(), entries);
        }
    }

    private static void replace(Entry entry, Map<String, Entry> entries) {
        Entry present = entries.remove(name(entry));
        if ((present == null ? 0 : present.revision()) != entry.revision()) {
            throw new ConflictException(ConflictException.Reason.STALE, name(entry));
        }
    }

    private static String name(Entry entry) {
        return entry.bucket() + "/" + entry.key();
    }

    private static void require(boolean condition, ConflictException.Reason reason, ResourceId subject) {
        if (!condition) {
            throw new ConflictException(reason, subject.value());
        }
    }

    private int level(ResourceId ancestor, Resource resource) {
        int level = 0;
        for (Resource each = resource; each != null; level++) {
            if (each.id().equals(ancestor)) {
                return level;
            }
            each = each.parentId().map(resources::get).orElse(null);
        }
        return 0;
    }

    private void check() {
        if (failing) {
            throw new StoreUnavailableException("told to fail");
        }
    }
}
