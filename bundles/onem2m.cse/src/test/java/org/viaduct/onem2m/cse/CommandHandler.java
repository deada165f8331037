package org.viaduct.onem2m.cse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.store.Change;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;

/** Stores commands, and does what a test puts into it. */
class CommandHandler implements ResourceHandler {

    final List<Resource> expired = new ArrayList<>();
    final List<Map<String, Object>> updates = new ArrayList<>();
    final List<RequestPrimitive> deletions = new ArrayList<>();
    CompletionStage<Void> beforeDelete = CompletableFuture.completedFuture(null);

    private final ResourceChanges resources;

    CommandHandler(Store store) {
        this(store::apply);
    }

    CommandHandler(ResourceChanges resources) {
        this.resources = resources;
    }

    @Override
    public Resource create(Resource candidate, RequestPrimitive request) {
        resources.apply(Change.builder().create(candidate).build());
        return candidate.stored();
    }

    @Override
    public CompletionStage<Updated> update(Resource current, Map<String, Object> changes, RequestPrimitive request) {
        updates.add(changes);
        Resource changed = current.with(changes, current.modified());
        resources.apply(Change.builder().update(changed).build());
        return CompletableFuture.completedFuture(new Updated(changed.stored(), List.of()));
    }

    @Override
    public CompletionStage<Void> delete(Resource current, RequestPrimitive request) {
        deletions.add(request);
        return beforeDelete.thenRun(
                () -> resources.apply(Change.builder().delete(current.id()).build()));
    }

    @Override
    public void expire(Resource current) {
        expired.add(current);
        resources.apply(Change.builder().delete(current.id()).build());
    }
}
