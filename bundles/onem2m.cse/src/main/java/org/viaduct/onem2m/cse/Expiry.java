package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** Deletes the resources whose expirationTime has passed (TS-0004 7.3.3.5). */
final class Expiry implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
    private static final int BATCH = 200;

    private final Services services;
    private final Changes changes;
    private final Clock clock;

    Expiry(Services services, Changes changes, Clock clock) {
        this.services = services;
        this.changes = changes;
        this.clock = clock;
    }

    /** The expirationTime of a resource, if it has one. */
    static Optional<Instant> of(Resource resource) {
        return resource.text("et").map(Timestamp::parse);
    }

    static boolean isOver(Resource resource, Instant now) {
        return of(resource).map(until -> !until.isAfter(now)).orElse(false);
    }

    /** One sweep. What cannot be deleted now is left to the next. */
    @Override
    public void run() {
        try {
            Store store = services.store();
            List<Resource> batch;
            long deleted;
            do {
                batch = store.expired(clock.instant(), BATCH);
                deleted = batch.stream().filter(this::expire).count();
            } while (batch.size() == BATCH && deleted > 0);
        } catch (AbsentException | StoreUnavailableException notNow) {
            LOG.debug("Expired resources stay until the next sweep: {}", notNow.getMessage());
        } catch (RuntimeException | LinkageError unexpected) {
            LOG.error("The sweep of expired resources failed", unexpected);
        }
    }

    private boolean expire(Resource resource) {
        try {
            Optional<ResourceHandler> handler = services.handlerOf(services.typeOf(resource));
            if (handler.isPresent()) {
                handler.get().expire(resource);
            } else {
                changes.applyNow(Change.builder().delete(resource.id()).build());
            }
            LOG.debug("{} has expired", resource.id());
            return true;
        } catch (AbsentException | HandlerStoppedException notNow) {
            LOG.debug("{} stays until the next sweep: {}", resource.id(), notNow.getMessage());
        } catch (ConflictException conflict) {
            return conflict.reason() == ConflictException.Reason.GONE;
        } catch (StoreUnavailableException unavailable) {
            throw unavailable;
        } catch (RuntimeException | LinkageError unexpected) {
            LOG.error("{} has expired but could not be deleted", resource.id(), unexpected);
        }
        return false;
    }
}
