package org.viaduct.onem2m.group;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Groups;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;

/** Keeps the members of groups as the groups want them (TS-0004 7.4.13.2). */
@Component(
        service = {ResourceHandler.class, Groups.class},
        property = {ResourceHandler.TYPES + "=m2m:grp", "service.ranking:Integer=-100"})
public final class GroupHandler implements ResourceHandler, Groups {

    private static final int ATTEMPTS = 5;

    private final Store store;
    private final ResourceChanges changes;
    private final Resources resources;
    private final Clock clock;

    @Activate
    public GroupHandler(@Reference Store store, @Reference ResourceChanges changes, @Reference Resources resources) {
        this(store, changes, resources, Clock.systemUTC());
    }

    GroupHandler(Store store, ResourceChanges changes, Resources resources, Clock clock) {
        this.store = store;
        this.changes = changes;
        this.resources = resources;
        this.clock = clock;
    }

    @Override
    public Resource create(Resource candidate, RequestPrimitive request) {
        MemberTerms terms = MemberTerms.of(candidate.attributes());
        if (terms.isContradictory()) {
            throw new OneM2mException(
                    ResponseStatusCode.BAD_REQUEST,
                    "spty (specializationType) goes with mt (memberType) 13 (mgmtObj) only: leave it out.");
        }
        Membership members = Membership.check(terms, memberIds(candidate.attributes()), resources);
        Resource group = candidate.with(members.attributes(), candidate.created());
        changes.apply(Change.builder().create(group).build());
        return group.stored();
    }

    @Override
    public CompletionStage<Updated> update(Resource current, Map<String, Object> wanted, RequestPrimitive request) {
        Resource present = current;
        for (int attempt = 1; ; attempt++) {
            Resource changed = present.with(withMembers(present, wanted), clock.instant());
            try {
                changes.apply(Change.builder().update(changed).build());
                return CompletableFuture.completedFuture(new Updated(changed.stored(), List.of()));
            } catch (ConflictException conflict) {
                if (conflict.reason() != ConflictException.Reason.STALE || attempt == ATTEMPTS) {
                    throw conflict;
                }
                present = store.find(current.id()).orElseThrow(() -> conflict);
            }
        }
    }

    @Override
    public CompletionStage<Void> delete(Resource current, RequestPrimitive request) {
        expire(current);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void expire(Resource current) {
        changes.apply(Change.builder().delete(current.id()).build());
    }

    @Override
    public Stream<Resource> members(Resource group) {
        return StreamSupport.stream(new Expansion(group, resources), false);
    }

    /** The attributes to change, with what follows from them. */
    private Map<String, Object> withMembers(Resource present, Map<String, Object> wanted) {
        Map<String, Object> attributes = new LinkedHashMap<>(present.attributes());
        attributes.putAll(wanted);
        MemberTerms terms = MemberTerms.of(attributes);
        if (wanted.containsKey("mid")) {
            Map<String, Object> all = new LinkedHashMap<>(wanted);
            all.putAll(Membership.check(terms, memberIds(wanted), resources).attributes());
            return all;
        }
        if (present.number("cnm").orElse(0L) > terms.most()) {
            throw Membership.tooMany(terms.most());
        }
        return wanted;
    }

    private static List<String> memberIds(Map<String, ?> attributes) {
        return attributes.get("mid") instanceof List<?> ids
                ? ids.stream().map(String::valueOf).toList()
                : List.of();
    }
}
