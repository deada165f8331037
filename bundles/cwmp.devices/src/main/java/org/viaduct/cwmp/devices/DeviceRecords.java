package org.viaduct.cwmp.devices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.viaduct.cwmp.CpeId;
import org.viaduct.secrets.Resealing;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/** The records as entries of the store: bucket {@code device}, key {@link CpeId#value()}, value JSON. */
final class DeviceRecords {

    static final String BUCKET = "device";
    private static final int ATTEMPTS = 5;

    private final Store store;
    /** Jackson's own cache of types, which all bundles share, would keep our classes beyond an update. */
    private final ObjectMapper json = JsonMapper.builder()
            .typeFactory(TypeFactory.defaultInstance()
                    .withCache((LookupCache<Object, JavaType>) new LRUMap<Object, JavaType>(16, 64)))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    DeviceRecords(Store store) {
        this.store = store;
    }

    /** A record under its CPE. */
    record Stored(CpeId cpe, DeviceRecord device) {}

    Optional<DeviceRecord> find(CpeId cpe) {
        return store.entry(BUCKET, cpe.value()).map(this::read);
    }

    /** The records in the order of their keys, starting behind one; from the first if the key is empty. */
    List<Stored> list(String after, int limit) {
        return store.entries(BUCKET, after, limit).stream()
                .map(entry -> new Stored(CpeId.parse(entry.key()), read(entry)))
                .toList();
    }

    /** @throws ConflictException when there is one already */
    void add(CpeId cpe, DeviceRecord device) {
        put(new Entry(BUCKET, cpe.value(), write(device), 0));
    }

    /**
     * Stores what the change makes of the record, unless it leaves it as it is; durable on return.
     *
     * @param change may be called again when somebody else changed the record meanwhile
     * @return what is stored now, empty if there is no record
     */
    Optional<DeviceRecord> update(CpeId cpe, UnaryOperator<DeviceRecord> change) {
        for (int attempt = 1; ; attempt++) {
            Optional<Entry> entry = store.entry(BUCKET, cpe.value());
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            DeviceRecord before = read(entry.get());
            DeviceRecord after = change.apply(before);
            if (after.equals(before)) {
                return Optional.of(before);
            }
            try {
                put(entry.get().with(write(after)));
                return Optional.of(after);
            } catch (ConflictException changedMeanwhile) {
                if (attempt == ATTEMPTS) {
                    throw changedMeanwhile;
                }
            }
        }
    }

    /**
     * Stores what the change makes of each record, one after the other.
     *
     * @return how many it did not leave as they were
     */
    int replaceAll(Function<Stored, DeviceRecord> change) {
        return Resealing.bucket(store, BUCKET, entry -> {
            Stored before = new Stored(CpeId.parse(entry.key()), read(entry));
            DeviceRecord after = change.apply(before);
            return after.equals(before.device()) ? Optional.empty() : Optional.of(write(after));
        });
    }

    private void put(Entry entry) {
        store.apply(Change.builder().put(entry).build());
    }

    private DeviceRecord read(Entry entry) {
        try {
            return json.readValue(entry.value(), DeviceRecord.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the record of device " + entry.key() + " cannot be read", unreadable);
        }
    }

    private byte[] write(DeviceRecord device) {
        try {
            return json.writeValueAsBytes(device);
        } catch (JsonProcessingException neverForSuchRecords) {
            throw new UncheckedIOException(neverForSuchRecords);
        }
    }
}
