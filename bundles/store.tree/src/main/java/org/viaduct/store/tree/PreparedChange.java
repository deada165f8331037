package org.viaduct.store.tree;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.Change;
import org.viaduct.store.Change.Step;
import org.viaduct.store.Entry;

/** A change with what can be computed, and refused, by its caller's own thread: the records of its steps. */
public record PreparedChange(List<PreparedStep> steps, long size) {

    /** @param encoded the record that the step stores; empty when it removes */
    public record PreparedStep(Step step, byte[] encoded) {}

    private static final byte[] NOTHING = {};

    /** @throws IllegalArgumentException when the store cannot hold what the change carries */
    public static PreparedChange of(Change change) {
        return of(change.steps().stream()
                .map(step -> new PreparedStep(step, encode(step)))
                .toList());
    }

    /** Adds resources, parents first, and entries at the revisions that they have. */
    public static PreparedChange restoring(List<Resource> resources, List<Entry> entries) {
        List<PreparedStep> steps = new ArrayList<>(resources.size() + entries.size());
        for (Resource resource : resources) {
            steps.add(new PreparedStep(new Step.CreateResource(resource), ResourceRecord.encodeStored(resource)));
        }
        for (Entry entry : entries) {
            Entry added = new Entry(entry.bucket(), entry.key(), entry.value(), 0);
            steps.add(new PreparedStep(new Step.PutEntry(added), EntryRecord.encodeStored(entry)));
        }
        return of(steps);
    }

    private static PreparedChange of(List<PreparedStep> steps) {
        return new PreparedChange(
                steps, steps.stream().mapToLong(step -> step.encoded().length).sum());
    }

    private static byte[] encode(Step step) {
        if (step instanceof Step.CreateResource create) {
            if (create.resource().revision() != 0) {
                throw new IllegalArgumentException("A resource to create has revision 0: "
                        + create.resource().id());
            }
            return encode(create.resource());
        }
        if (step instanceof Step.UpdateResource update) {
            return encode(update.resource());
        }
        if (step instanceof Step.PutEntry put) {
            EntryRecord.key(put.entry());
            return EntryRecord.encode(put.entry());
        }
        if (step instanceof Step.RemoveEntry remove) {
            EntryRecord.key(remove.entry());
        }
        return NOTHING;
    }

    private static byte[] encode(Resource resource) {
        requireMoments(resource);
        return ResourceRecord.encode(resource);
    }

    /** @throws DateTimeException when one of them is none */
    private static void requireMoments(Resource resource) {
        resource.created();
        resource.modified();
        resource.expires();
    }
}
