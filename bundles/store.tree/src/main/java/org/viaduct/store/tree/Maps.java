package org.viaduct.store.tree;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.StoreBackend;

/**
 * The maps of the store. Resources are numbered in the order of their creation, from 1; a parent's number is less than its
 * children's.
 *
 * @param resources a resource's record ({@link ResourceRecord}) by its number
 * @param ids a resource's number by its resourceID
 * @param names a resource's number by its name and its parent's number (0 for the CSEBase)
 * @param children a parent's number with a child's
 * @param types ty with a resource's number
 * @param labels a label with a resource's number
 * @param created creationTime in microseconds since 1970 (0 for none) with a resource's number
 * @param modified lastModifiedTime likewise
 * @param expiry expirationTime likewise; the greatest number of all for what never expires
 * @param entries an entry's record ({@link EntryRecord}) by bucket and key
 * @param control facts about the file itself
 */
public record Maps(
        MVMap<Long, byte[]> resources,
        MVMap<String, Long> ids,
        MVMap<TextKey, Long> names,
        MVMap<LongPair, Boolean> children,
        MVMap<LongPair, Boolean> types,
        MVMap<TextKey, Boolean> labels,
        MVMap<LongPair, Boolean> created,
        MVMap<LongPair, Boolean> modified,
        MVMap<LongPair, Boolean> expiry,
        MVMap<String, byte[]> entries,
        MVMap<String, Long> control) {

    /** The parent's number of a resource that has no parent. */
    static final long NO_PARENT = 0;

    public static Maps open(MVStore store) {
        DataType<Long> number = LongDataType.INSTANCE;
        DataType<String> text = StringDataType.INSTANCE;
        DataType<LongPair> numbers = new LongPair.Type();
        DataType<TextKey> textAndNumber = new TextKey.Type();
        DataType<Boolean> presence = new Presence();
        return new Maps(
                map(store, "resources", number, ByteArrayDataType.INSTANCE),
                map(store, "ids", text, number),
                map(store, "names", textAndNumber, number),
                map(store, "children", numbers, presence),
                map(store, "types", numbers, presence),
                map(store, "labels", textAndNumber, presence),
                map(store, "created", numbers, presence),
                map(store, "modified", numbers, presence),
                map(store, "expiry", numbers, presence),
                map(store, "entries", text, ByteArrayDataType.INSTANCE),
                map(store, "control", text, number));
    }

    /** These maps as they are in the version given, read-only; later changes do not show. */
    public Maps at(long version) {
        return new Maps(
                resources.openVersion(version),
                ids.openVersion(version),
                names.openVersion(version),
                children.openVersion(version),
                types.openVersion(version),
                labels.openVersion(version),
                created.openVersion(version),
                modified.openVersion(version),
                expiry.openVersion(version),
                entries.openVersion(version),
                control.openVersion(version));
    }

    /** As {@link Store#find}. */
    public Optional<Resource> find(ResourceId id) {
        return resource(ids.get(id.value()));
    }

    /** As {@link Store#child}. */
    public Optional<Resource> child(ResourceId parent, String name) {
        return Optional.ofNullable(ids.get(parent.value()))
                .flatMap(number -> resource(names.get(new TextKey(name, number))));
    }

    /** As {@link Store#descendants}. */
    public List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        Long number = ids.get(ancestor.value());
        return number == null ? List.of() : Search.descendants(this, number, criteria);
    }

    /** As {@link Store#expired}. */
    public List<Resource> expired(Instant now, int limit) {
        long micros = Timestamp.micros(now);
        List<Resource> expired = new ArrayList<>();
        Cursor<LongPair, Boolean> cursor = expiry.cursor(null);
        while (expired.size() < limit && cursor.hasNext()) {
            LongPair next = cursor.next();
            if (next.first() > micros) {
                break;
            }
            resource(next.second()).ifPresent(expired::add);
        }
        return List.copyOf(expired);
    }

    /** As {@link Store#entry}. */
    public Optional<Entry> entry(String bucket, String key) {
        String stored = EntryRecord.key(bucket, key);
        return Optional.ofNullable(entries.get(stored)).map(encoded -> EntryRecord.entry(stored, encoded));
    }

    /** As {@link Store#entries}. */
    public List<Entry> entries(String bucket, String after, int limit) {
        return entriesAfter(bucket + '\0' + after, bucket + '\0', limit);
    }

    /** As {@link StoreBackend#allEntries}. */
    public List<Entry> allEntries(Optional<Entry> after, int limit) {
        return entriesAfter(after.map(EntryRecord::key).orElse(""), "", limit);
    }

    /** As {@link StoreBackend#allResources}. */
    public List<Resource> allResources(Optional<ResourceId> after, int limit) {
        Long start =
                after.isEmpty() ? Long.valueOf(NO_PARENT) : ids.get(after.get().value());
        if (start == null) {
            throw new ConflictException(
                    ConflictException.Reason.GONE, after.get().value());
        }
        List<Resource> found = new ArrayList<>();
        Cursor<Long, byte[]> cursor = resources.cursor(start + 1);
        while (found.size() < limit && cursor.hasNext()) {
            cursor.next();
            found.add(ResourceRecord.resource(cursor.getValue()));
        }
        return List.copyOf(found);
    }

    private List<Entry> entriesAfter(String start, String prefix, int limit) {
        List<Entry> found = new ArrayList<>();
        Cursor<String, byte[]> cursor = entries.cursor(start);
        while (found.size() < limit && cursor.hasNext()) {
            String key = cursor.next();
            if (!key.startsWith(prefix)) {
                break;
            }
            if (!key.equals(start)) {
                found.add(EntryRecord.entry(key, cursor.getValue()));
            }
        }
        return List.copyOf(found);
    }

    /** Fills the maps of moments from the resources: a file of format 1 has them empty, but for expirationTimes. */
    public void indexMoments() {
        Cursor<Long, byte[]> cursor = resources.cursor(null);
        while (cursor.hasNext()) {
            long number = cursor.next();
            Resource resource = ResourceRecord.resource(cursor.getValue());
            created.put(new LongPair(Timestamp.micros(resource.created()), number), Boolean.TRUE);
            modified.put(new LongPair(Timestamp.micros(resource.modified()), number), Boolean.TRUE);
            expiry.put(new LongPair(Timestamp.micros(resource.expires()), number), Boolean.TRUE);
        }
    }

    /** The greatest number that a resource has. */
    long lastNumber() {
        Long last = resources.lastKey();
        return last == null ? NO_PARENT : last;
    }

    private Optional<Resource> resource(@Nullable Long number) {
        return Optional.ofNullable(number).map(resources::get).map(ResourceRecord::resource);
    }

    private static <K, V> MVMap<K, V> map(MVStore store, String name, DataType<K> key, DataType<V> value) {
        return store.openMap(name, new MVMap.Builder<K, V>().keyType(key).valueType(value));
    }
}
