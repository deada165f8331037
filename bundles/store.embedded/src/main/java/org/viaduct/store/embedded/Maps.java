package org.viaduct.store.embedded;

import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.viaduct.onem2m.Resource;

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
 * @param expiry expirationTime in microseconds since 1970 with a resource's number
 * @param entries an entry's record ({@link EntryRecord}) by bucket and key
 * @param control facts about the file itself
 */
record Maps(
        MVMap<Long, byte[]> resources,
        MVMap<String, Long> ids,
        MVMap<TextKey, Long> names,
        MVMap<LongPair, Boolean> children,
        MVMap<LongPair, Boolean> types,
        MVMap<TextKey, Boolean> labels,
        MVMap<LongPair, Boolean> expiry,
        MVMap<String, byte[]> entries,
        MVMap<String, Long> control) {

    /** The parent's number of a resource that has no parent. */
    static final long NO_PARENT = 0;

    static Maps open(MVStore store) {
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
                map(store, "expiry", numbers, presence),
                map(store, "entries", text, ByteArrayDataType.INSTANCE),
                map(store, "control", text, number));
    }

    /** These maps as they are in the version given, read-only; later changes do not show. */
    Maps at(long version) {
        return new Maps(
                resources.openVersion(version),
                ids.openVersion(version),
                names.openVersion(version),
                children.openVersion(version),
                types.openVersion(version),
                labels.openVersion(version),
                expiry.openVersion(version),
                entries.openVersion(version),
                control.openVersion(version));
    }

    Optional<Resource> resource(Long number) {
        return Optional.ofNullable(number).map(resources::get).map(ResourceRecord::resource);
    }

    private static <K, V> MVMap<K, V> map(MVStore store, String name, DataType<K> key, DataType<V> value) {
        return store.openMap(name, new MVMap.Builder<K, V>().keyType(key).valueType(value));
    }
}
