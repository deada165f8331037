package org.viaduct.store;

import java.util.ArrayList;
import java.util.List;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;

/** Steps that are applied together or not at all. */
public record Change(List<Step> steps) {

    public Change {
        steps = List.copyOf(steps);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** One of the things a change does. */
    public sealed interface Step {

        /**
         * Adds a resource of revision 0. Conflicts: {@link ConflictException.Reason#NAME_TAKEN}, {@link
         * ConflictException.Reason#ID_TAKEN}, {@link ConflictException.Reason#PARENT_GONE}.
         */
        record CreateResource(Resource resource) implements Step {}

        /**
         * Replaces the attributes of a resource that still has the revision given. Conflicts: {@link
         * ConflictException.Reason#STALE}, {@link ConflictException.Reason#GONE}.
         */
        record UpdateResource(Resource resource) implements Step {}

        /** Removes a resource with all its descendants. Conflict: {@link ConflictException.Reason#GONE}. */
        record DeleteResource(ResourceId id) implements Step {}

        /**
         * Writes an entry; revision 0 means that there must be none yet. Conflict: {@link
         * ConflictException.Reason#STALE}.
         */
        record PutEntry(Entry entry) implements Step {}

        /** Removes an entry that still has the revision given. Conflict: {@link ConflictException.Reason#STALE}. */
        record RemoveEntry(Entry entry) implements Step {}
    }

    /** Collects steps; not thread-safe. */
    public static final class Builder {

        private final List<Step> steps = new ArrayList<>();

        private Builder() {}

        public Builder create(Resource resource) {
            steps.add(new Step.CreateResource(resource));
            return this;
        }

        public Builder update(Resource resource) {
            steps.add(new Step.UpdateResource(resource));
            return this;
        }

        public Builder delete(ResourceId id) {
            steps.add(new Step.DeleteResource(id));
            return this;
        }

        public Builder put(Entry entry) {
            steps.add(new Step.PutEntry(entry));
            return this;
        }

        public Builder remove(Entry entry) {
            steps.add(new Step.RemoveEntry(entry));
            return this;
        }

        public Change build() {
            return new Change(steps);
        }
    }
}
