package org.viaduct.store.tree;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change.Step;
import org.viaduct.store.ConflictException;
import org.viaduct.store.ConflictException.Reason;
import org.viaduct.store.Entry;
import org.viaduct.store.tree.PreparedChange.PreparedStep;

/** Applies one change to the writable maps; whatever prevents a step takes the steps before it back. Not thread-safe. */
public final class Application {

    private final Maps maps;
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private Application(Maps maps) {
        this.maps = maps;
    }

    /**
     * @throws ConflictException when a step's precondition does not hold; the maps are as before
     * @throws IllegalArgumentException when an update would rename, move or retype; the maps are as before
     */
    public static void apply(PreparedChange change, Maps maps) {
        Application application = new Application(maps);
        try {
            change.steps().forEach(application::apply);
        } catch (ConflictException | IllegalArgumentException e) {
            application.undo.forEach(Runnable::run);
            throw e;
        }
    }

    private void apply(PreparedStep prepared) {
        Step step = prepared.step();
        if (step instanceof Step.CreateResource create) {
            create(create.resource(), prepared.encoded());
        } else if (step instanceof Step.UpdateResource update) {
            update(update.resource(), prepared.encoded());
        } else if (step instanceof Step.DeleteResource delete) {
            delete(delete.id());
        } else if (step instanceof Step.PutEntry put) {
            put(put.entry(), prepared.encoded());
        } else if (step instanceof Step.RemoveEntry remove) {
            remove(remove.entry());
        }
    }

    private void create(Resource resource, byte[] encoded) {
        String id = resource.id().value();
        if (maps.ids().containsKey(id)) {
            throw new ConflictException(Reason.ID_TAKEN, id);
        }
        long parent = Maps.NO_PARENT;
        if (resource.parentId().isPresent()) {
            ResourceId parentId = resource.parentId().get();
            Long found = maps.ids().get(parentId.value());
            if (found == null) {
                throw new ConflictException(Reason.PARENT_GONE, parentId.value());
            }
            parent = found;
        }
        TextKey name = new TextKey(resource.name(), parent);
        if (maps.names().containsKey(name)) {
            throw new ConflictException(Reason.NAME_TAKEN, resource.name());
        }
        long number = maps.lastNumber() + 1;
        set(maps.resources(), number, ResourceRecord.withParent(encoded, parent));
        set(maps.ids(), id, number);
        set(maps.names(), name, number);
        set(maps.children(), new LongPair(parent, number), Boolean.TRUE);
        set(maps.types(), new LongPair(resource.type(), number), Boolean.TRUE);
        index(Optional.empty(), Optional.of(resource), number);
    }

    private void update(Resource resource, byte[] encoded) {
        String id = resource.id().value();
        Long number = numberOf(id);
        byte[] before = maps.resources().get(number);
        Resource stored = ResourceRecord.resource(before);
        if (stored.revision() != resource.revision()) {
            throw new ConflictException(Reason.STALE, id);
        }
        if (stored.type() != resource.type()
                || !stored.name().equals(resource.name())
                || !stored.parentId().equals(resource.parentId())) {
            throw new IllegalArgumentException("The name, the parent and the type of " + id + " cannot be changed");
        }
        set(maps.resources(), number, ResourceRecord.withParent(encoded, ResourceRecord.parent(before)));
        index(Optional.of(stored), Optional.of(resource), number);
    }

    private void delete(ResourceId id) {
        Deque<Long> doomed = new ArrayDeque<>();
        doomed.push(numberOf(id.value()));
        while (!doomed.isEmpty()) {
            long number = doomed.pop();
            Cursor<LongPair, Boolean> children = maps.children().cursor(new LongPair(number, 0));
            while (children.hasNext()) {
                LongPair child = children.next();
                if (child.first() != number) {
                    break;
                }
                doomed.push(child.second());
            }
            deleteAlone(number);
        }
    }

    private void deleteAlone(long number) {
        byte[] encoded = maps.resources().get(number);
        long parent = ResourceRecord.parent(encoded);
        Resource resource = ResourceRecord.resource(encoded);
        set(maps.resources(), number, null);
        set(maps.ids(), resource.id().value(), null);
        set(maps.names(), new TextKey(resource.name(), parent), null);
        set(maps.children(), new LongPair(parent, number), null);
        set(maps.types(), new LongPair(resource.type(), number), null);
        index(Optional.of(resource), Optional.empty(), number);
    }

    private void put(Entry entry, byte[] encoded) {
        String key = EntryRecord.key(entry);
        byte[] stored = maps.entries().get(key);
        if ((stored == null ? 0 : EntryRecord.revision(stored)) != entry.revision()) {
            throw stale(entry);
        }
        set(maps.entries(), key, encoded);
    }

    private void remove(Entry entry) {
        String key = EntryRecord.key(entry);
        byte[] stored = maps.entries().get(key);
        if (stored == null || EntryRecord.revision(stored) != entry.revision()) {
            throw stale(entry);
        }
        set(maps.entries(), key, null);
    }

    private Long numberOf(String id) {
        Long number = maps.ids().get(id);
        if (number == null) {
            throw new ConflictException(Reason.GONE, id);
        }
        return number;
    }

    /** Brings the indexes from what a resource was to what it is. */
    private void index(Optional<Resource> before, Optional<Resource> after, long number) {
        index(maps.labels(), before, after, Resource::labels, label -> new TextKey(label, number));
        index(maps.created(), before, after, moment(Resource::created), micros -> new LongPair(micros, number));
        index(maps.modified(), before, after, moment(Resource::modified), micros -> new LongPair(micros, number));
        index(maps.expiry(), before, after, moment(Resource::expires), micros -> new LongPair(micros, number));
    }

    private static Function<Resource, List<Long>> moment(Function<Resource, Instant> of) {
        return resource -> List.of(Timestamp.micros(of.apply(resource)));
    }

    private <T, K> void index(
            MVMap<K, Boolean> map,
            Optional<Resource> before,
            Optional<Resource> after,
            Function<Resource, List<T>> values,
            Function<T, K> key) {
        List<T> gone = before.map(values).orElse(List.of());
        List<T> come = after.map(values).orElse(List.of());
        if (!gone.equals(come)) {
            gone.forEach(value -> set(map, key.apply(value), null));
            come.forEach(value -> set(map, key.apply(value), Boolean.TRUE));
        }
    }

    private <K, V> void set(MVMap<K, V> map, K key, @Nullable V value) {
        V before = exchange(map, key, value);
        undo.push(() -> exchange(map, key, before));
    }

    private static <K, V> @Nullable V exchange(MVMap<K, V> map, K key, @Nullable V value) {
        return value == null ? map.remove(key) : map.put(key, value);
    }

    private static ConflictException stale(Entry entry) {
        return new ConflictException(Reason.STALE, entry.bucket() + "/" + entry.key());
    }
}
