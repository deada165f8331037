package org.viaduct.store.postgresql;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.ConflictException;
import org.viaduct.store.ConflictException.Reason;
import org.viaduct.store.postgresql.Row.Identity;
import org.viaduct.store.postgresql.Work.EntryKey;

/**
 * What a group of changes does to the rows it is about. It is told what is there, applies change after change to that, and
 * says then what is to be written. A change that conflicts leaves nothing behind. Not thread-safe.
 */
final class Group {

    /** A name below a parent. */
    record Name(long parent, String name) {}

    /** An entry as it is to be written; without a value it is to be removed. */
    record EntryState(long revision, byte @Nullable [] value) {}

    private static final EntryState ABSENT = new EntryState(0, null);

    private final Layer base = new Layer();
    private final Set<EntryKey> entriesBefore = new HashSet<>();
    private long nextNumber;

    /** What is known of rows; the later of two layers hides the earlier. */
    private static final class Layer {
        final Map<String, Row> rows = new LinkedHashMap<>();
        /** The path of who has a name. */
        final Map<Name, byte[]> names = new HashMap<>();

        final Map<ByteBuffer, Row> deleted = new LinkedHashMap<>();
        final Map<EntryKey, EntryState> entries = new LinkedHashMap<>();

        void add(Layer later) {
            rows.putAll(later.rows);
            names.putAll(later.names);
            deleted.putAll(later.deleted);
            entries.putAll(later.entries);
        }
    }

    Group(long lastNumber) {
        nextNumber = lastNumber + 1;
    }

    void isThere(Row row) {
        base.rows.put(row.identity().id(), row);
    }

    void isNamed(Name name, byte[] path) {
        base.names.put(name, path);
    }

    void isThere(EntryKey key, long revision) {
        base.entries.put(key, new EntryState(revision, null));
        entriesBefore.add(key);
    }

    /**
     * @throws ConflictException when a step's precondition does not hold
     * @throws IllegalArgumentException when an update would rename, move or retype
     */
    void apply(List<Work> change) {
        long number = nextNumber;
        Draft draft = new Draft();
        try {
            change.forEach(draft::apply);
        } catch (ConflictException | IllegalArgumentException e) {
            nextNumber = number;
            throw e;
        }
        base.add(draft.own);
    }

    /** Rows that were there before, to be removed with all that is below them. */
    Collection<Row> deletions() {
        return base.deleted.values().stream().filter(Row::before).toList();
    }

    /** New rows, parents first. */
    List<Row> insertions() {
        return written(false);
    }

    List<Row> updates() {
        return written(true);
    }

    private List<Row> written(boolean before) {
        return base.rows.values().stream()
                .filter(row -> row.before() == before && row.columns() != null && !isDeleted(row.path(), base))
                .sorted((one, two) -> Long.compare(one.number(), two.number()))
                .toList();
    }

    /** Entries to be put. */
    Map<EntryKey, EntryState> puts() {
        Map<EntryKey, EntryState> puts = new LinkedHashMap<>(base.entries);
        puts.values().removeIf(state -> state.value() == null);
        return puts;
    }

    /** Entries that were there before, to be removed. */
    List<EntryKey> removals() {
        List<EntryKey> removals = new ArrayList<>();
        base.entries.forEach((key, state) -> {
            if (state.equals(ABSENT) && entriesBefore.contains(key)) {
                removals.add(key);
            }
        });
        return removals;
    }

    private static boolean isDeleted(byte[] path, Layer layer) {
        if (layer.deleted.isEmpty()) {
            return false;
        }
        for (int length = Row.bytes(1); length <= path.length; length += Row.bytes(1)) {
            if (layer.deleted.containsKey(ByteBuffer.wrap(path, 0, length))) {
                return true;
            }
        }
        return false;
    }

    /** One change on top of those before it. */
    private final class Draft {

        final Layer own = new Layer();

        private boolean isGone(byte[] path) {
            return isDeleted(path, own) || isDeleted(path, base);
        }

        private Optional<Row> row(String id) {
            Row row = own.rows.getOrDefault(id, base.rows.get(id));
            return Optional.ofNullable(row).filter(found -> !isGone(found.path()));
        }

        void apply(Work work) {
            if (work instanceof Work.Create create) {
                create(create);
            } else if (work instanceof Work.Update update) {
                update(update);
            } else if (work instanceof Work.Delete delete) {
                Row row = existing(delete.id().value());
                own.deleted.put(ByteBuffer.wrap(row.path()), row);
            } else if (work instanceof Work.Put put) {
                compare(put.key(), put.expected(), true);
                own.entries.put(put.key(), new EntryState(put.revision(), put.value()));
            } else if (work instanceof Work.Remove remove) {
                compare(remove.key(), remove.expected(), false);
                own.entries.put(remove.key(), ABSENT);
            }
        }

        private void create(Work.Create create) {
            Resource resource = create.resource();
            String id = resource.id().value();
            if (row(id).isPresent()) {
                throw new ConflictException(Reason.ID_TAKEN, id);
            }
            long parent = Row.NO_PARENT;
            byte[] parentPath = {};
            if (resource.parentId().isPresent()) {
                String parentId = resource.parentId().get().value();
                Row found = row(parentId).orElseThrow(() -> new ConflictException(Reason.PARENT_GONE, parentId));
                parent = found.number();
                parentPath = found.path();
            }
            Name name = new Name(parent, resource.name());
            byte[] holder = own.names.getOrDefault(name, base.names.get(name));
            if (holder != null && !isGone(holder)) {
                throw new ConflictException(Reason.NAME_TAKEN, resource.name());
            }
            long number = nextNumber++;
            byte[] path = Row.path(parentPath, number);
            own.rows.put(
                    id,
                    new Row(
                            false,
                            number,
                            path,
                            new Identity(id, parent, resource.name(), resource.type()),
                            create.revision(),
                            create.columns()));
            own.names.put(name, path);
        }

        private void update(Work.Update update) {
            Resource resource = update.resource();
            Row row = existing(resource.id().value());
            if (row.revision() != resource.revision()) {
                throw new ConflictException(Reason.STALE, row.identity().id());
            }
            long parent = resource.parentId()
                    .flatMap(id -> row(id.value()))
                    .map(Row::number)
                    .orElse(Row.NO_PARENT);
            if (!row.identity().equals(new Identity(row.identity().id(), parent, resource.name(), resource.type()))) {
                throw new IllegalArgumentException(
                        "The name, the parent and the type of " + row.identity().id() + " cannot be changed");
            }
            own.rows.put(
                    row.identity().id(),
                    new Row(
                            row.before(),
                            row.number(),
                            row.path(),
                            row.identity(),
                            row.revision() + 1,
                            update.columns()));
        }

        private Row existing(String id) {
            return row(id).orElseThrow(() -> new ConflictException(Reason.GONE, id));
        }

        private void compare(EntryKey key, long expected, boolean mayBeAbsent) {
            EntryState state = own.entries.getOrDefault(key, base.entries.getOrDefault(key, ABSENT));
            if (state.revision() != expected || !mayBeAbsent && expected == 0) {
                throw new ConflictException(Reason.STALE, key.bucket() + "/" + key.key());
            }
        }
    }
}
