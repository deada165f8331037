package org.viaduct.store.postgresql;

import java.util.ArrayList;
import java.util.List;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.Change.Step;
import org.viaduct.store.Entry;
import org.viaduct.store.record.ByteWriter;

/** A step with what can be computed, and refused, by its caller's own thread. */
sealed interface Work {

    /** @param revision the one it has once stored */
    record Create(Resource resource, Columns columns, long revision) implements Work {}

    record Update(Resource resource, Columns columns) implements Work {}

    record Delete(ResourceId id) implements Work {}

    /**
     * @param expected the revision that is there; 0 when none is
     * @param revision the one it has once stored
     */
    record Put(EntryKey key, byte[] value, long expected, long revision) implements Work {}

    record Remove(EntryKey key, long expected) implements Work {}

    /** Where an entry is. */
    record EntryKey(String bucket, String key) {

        public EntryKey {
            if (bucket.isEmpty() || key.isEmpty() || bucket.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("An entry needs a bucket without NUL, and a key");
            }
            checked(bucket);
            checked(key);
        }
    }

    /** What of a resource an update writes. */
    record Columns(byte[] content, byte[][] labels, long created, long modified, long expires) {

        static Columns of(Resource resource) {
            byte[] content = new ByteWriter()
                    .text(resource.parentId().map(ResourceId::value).orElse(""))
                    .value(resource.attributes())
                    .toByteArray();
            byte[][] labels =
                    resource.labels().stream().distinct().map(Texts::label).toArray(byte[][]::new);
            return new Columns(
                    content,
                    labels,
                    Timestamp.micros(resource.created()),
                    Timestamp.micros(resource.modified()),
                    Timestamp.micros(resource.expires()));
        }
    }

    /** What an index of PostgreSQL takes, in bytes. */
    int LONGEST = 2_000;

    private static String checked(String indexed) {
        if (indexed.length() > LONGEST / 3 && Texts.bytes(indexed).length > LONGEST) {
            throw new IllegalArgumentException(
                    "An id, a name, a bucket or a key has more than " + LONGEST + " bytes in UTF-8");
        }
        return indexed;
    }

    /** @throws IllegalArgumentException when the change makes no sense, or the store cannot hold what it carries */
    static List<Work> of(Change change) {
        return change.steps().stream().map(Work::of).toList();
    }

    private static Work of(Step step) {
        if (step instanceof Step.CreateResource create) {
            if (create.resource().revision() != 0) {
                throw new IllegalArgumentException("A resource to create has revision 0: "
                        + create.resource().id());
            }
            return creation(create.resource(), 1);
        }
        if (step instanceof Step.UpdateResource update) {
            return new Update(update.resource(), Columns.of(update.resource()));
        }
        if (step instanceof Step.DeleteResource delete) {
            return new Delete(delete.id());
        }
        if (step instanceof Step.PutEntry put) {
            Entry entry = put.entry();
            return new Put(key(entry), entry.value(), entry.revision(), entry.revision() + 1);
        }
        Entry entry = ((Step.RemoveEntry) step).entry();
        return new Remove(key(entry), entry.revision());
    }

    /** Resources, parents first, and entries at the revisions that they have. */
    static List<Work> restoring(List<Resource> resources, List<Entry> entries) {
        List<Work> work = new ArrayList<>(resources.size() + entries.size());
        resources.forEach(resource -> work.add(creation(resource, resource.revision())));
        entries.forEach(entry -> work.add(new Put(key(entry), entry.value(), 0, entry.revision())));
        return work;
    }

    private static Create creation(Resource resource, long revision) {
        checked(resource.name());
        checked(resource.id().value());
        return new Create(resource, Columns.of(resource), revision);
    }

    private static EntryKey key(Entry entry) {
        return new EntryKey(entry.bucket(), entry.key());
    }
}
