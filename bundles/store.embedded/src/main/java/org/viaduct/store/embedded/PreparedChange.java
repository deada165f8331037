package org.viaduct.store.embedded;

import java.util.ArrayList;
import java.util.List;
import org.viaduct.store.Change;
import org.viaduct.store.Change.Step;

/** A change with what can be computed, and refused, by its caller's own thread: the records of its steps. */
record PreparedChange(List<PreparedStep> steps, long size) {

    /** @param encoded the record that the step stores; empty when it removes */
    record PreparedStep(Step step, byte[] encoded) {}

    static final PreparedChange EMPTY = new PreparedChange(List.of(), 0);

    private static final byte[] NOTHING = {};

    /** @throws IllegalArgumentException when the store cannot hold what the change carries */
    static PreparedChange of(Change change) {
        List<PreparedStep> steps = new ArrayList<>(change.steps().size());
        long size = 0;
        for (Step step : change.steps()) {
            byte[] encoded = encode(step);
            size += encoded.length;
            steps.add(new PreparedStep(step, encoded));
        }
        return new PreparedChange(steps, size);
    }

    private static byte[] encode(Step step) {
        if (step instanceof Step.CreateResource create) {
            if (create.resource().revision() != 0) {
                throw new IllegalArgumentException("A resource to create has revision 0: "
                        + create.resource().id());
            }
            ResourceRecord.expiry(create.resource());
            return ResourceRecord.encode(create.resource());
        }
        if (step instanceof Step.UpdateResource update) {
            ResourceRecord.expiry(update.resource());
            return ResourceRecord.encode(update.resource());
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
}
