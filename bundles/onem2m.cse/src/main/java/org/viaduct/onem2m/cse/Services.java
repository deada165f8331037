package org.viaduct.onem2m.cse;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.viaduct.continuity.Whiteboard;
import org.viaduct.notification.Notifier;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/**
 * The services that come and go beneath the CSE: the store, the resource types and the resource handlers. What is looked up
 * and not there is told by an {@link AbsentException}, for which one can wait.
 */
final class Services {

    private static final int MOST_WAITING = 1000;
    private static final String CSE_BASE = "m2m:cb";
    private static final String NOTIFIER = "notifier";

    private final Whiteboard<ResourceType> types = new Whiteboard<>();
    private final Whiteboard<Supplier<Optional<ResourceHandler>>> handlers = new Whiteboard<>();
    private final Whiteboard<Supplier<Optional<Notifier>>> notifiers = new Whiteboard<>();
    private final Set<String> rootsSeen = ConcurrentHashMap.newKeySet();
    private final Set<Integer> numbersSeen = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicLong arrivals = new AtomicLong();
    private final Duration patience;
    private volatile boolean closed;
    private volatile List<ResourceType> typesPresent = List.of();
    private volatile @Nullable Store store;

    /** @param patience how long an absent service is waited for */
    Services(Duration patience) {
        this.patience = patience;
    }

    synchronized void putStore(Store arrived) {
        store = arrived;
        announce();
    }

    /** From now on whatever goes is kept: the requests in progress finish with it. What is awaited never comes. */
    void close() {
        closed = true;
        announce();
    }

    boolean closed() {
        return closed;
    }

    synchronized void removeStore(Store gone) {
        if (store == gone && !closed) {
            store = null;
        }
    }

    void putNotifier(Supplier<Optional<Notifier>> arrived, Map<String, ?> properties) {
        notifiers.put(arrived, Set.of(NOTIFIER), properties);
        announce();
    }

    void removeNotifier(Map<String, ?> properties) {
        if (!closed) {
            notifiers.remove(properties);
        }
    }

    void putType(ResourceType type, Map<String, ?> properties) {
        types.put(type, Set.of(type.root()), properties);
        publishTypes();
        rootsSeen.add(type.root());
        numbersSeen.add(type.type());
        announce();
    }

    void removeType(Map<String, ?> properties) {
        if (!closed) {
            types.remove(properties);
            publishTypes();
        }
    }

    void putHandler(Supplier<Optional<ResourceHandler>> handler, Map<String, ?> properties) {
        handlers.put(handler, names(properties.get(ResourceHandler.TYPES)), properties);
        announce();
    }

    void removeHandler(Map<String, ?> properties) {
        if (!closed) {
            handlers.remove(properties);
        }
    }

    Store store() {
        Store present = store;
        if (present == null) {
            throw new AbsentException("The store is not available; try again.", StoreUnavailableException::new);
        }
        return present;
    }

    /** All types that are present, none twice. */
    List<ResourceType> types() {
        return typesPresent;
    }

    /** The type with a root name; empty when there never was one. */
    Optional<ResourceType> typeNamed(String root) {
        Optional<ResourceType> type = types.named(root);
        if (type.isEmpty() && (rootsSeen.contains(root) || modelIsAbsent())) {
            throw absentType(root);
        }
        return type;
    }

    /** The types with a number; more than one only for {@code <mgmtObj>}, none when there never was one. */
    List<ResourceType> typesNumbered(int number) {
        List<ResourceType> found =
                types().stream().filter(type -> type.type() == number).toList();
        if (found.isEmpty() && (numbersSeen.contains(number) || modelIsAbsent())) {
            throw absentType("ty " + number);
        }
        return found;
    }

    /** The type of a stored resource. */
    ResourceType typeOf(Resource resource) {
        return types().stream()
                .filter(type -> type.isOf(resource))
                .findFirst()
                .orElseThrow(() -> absentType("ty " + resource.type()
                        + resource.text("mgs")
                                .map(schema -> " with mgs " + schema)
                                .orElse("")));
    }

    /** Who sends notifications. */
    Optional<Notifier> notifierNow() {
        return notifiers.named(NOTIFIER).flatMap(Supplier::get);
    }

    /** Who gives operations on the type their effect; empty when resources of the type are just stored. */
    Optional<ResourceHandler> handlerOf(ResourceType type) {
        Optional<ResourceHandler> handler = handlers.named(type.root()).flatMap(Supplier::get);
        if (handler.isEmpty() && !type.handled().isEmpty()) {
            throw new AbsentException(
                    "The bundle that handles " + type.root() + " (" + type.name()
                            + ") is not running at present; try again when it is.",
                    Services::internalError);
        }
        return handler;
    }

    /** How often a service has arrived: to be asked for before something is looked up, see {@link #next}. */
    long arrivals() {
        return arrivals.get();
    }

    Duration patience() {
        return patience;
    }

    /** Completes when a service arrives that was not counted yet, or after the time given; never exceptionally. */
    CompletableFuture<Void> next(long counted, Duration atMost) {
        CompletableFuture<Void> next = new CompletableFuture<>();
        if (waiting.size() >= MOST_WAITING) {
            throw internalError("Too many requests wait for a service that is not running; try again later.");
        }
        waiting.add(next);
        next.completeOnTimeout(null, atMost.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((done, failure) -> waiting.remove(next));
        if (arrivals.get() != counted) {
            next.complete(null);
        }
        return next;
    }

    /** Looks something up, blocking while it is absent, but not for ever. */
    <T> T await(Supplier<T> lookup) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long counted = arrivals();
            try {
                return lookup.get();
            } catch (AbsentException absent) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw absent.refusal();
                }
                next(counted, Duration.ofNanos(left)).join();
            }
        }
    }

    private synchronized void publishTypes() {
        typesPresent = types.all().stream()
                .filter(type -> types.named(type.root()).orElse(type) == type)
                .toList();
    }

    private void announce() {
        arrivals.incrementAndGet();
        waiting.forEach(each -> each.complete(null));
    }

    private boolean modelIsAbsent() {
        return types.named(CSE_BASE).isEmpty();
    }

    /** There is nobody who sends notifications. */
    static AbsentException noNotifier() {
        return new AbsentException(
                "The bundle that sends notifications is not running at present; try again when it is.",
                Services::internalError);
    }

    private static AbsentException absentType(String type) {
        return new AbsentException(
                "The bundle with the resource type " + type + " is not running at present; try again when it is.",
                Services::internalError);
    }

    private static OneM2mException internalError(String sentence) {
        return new OneM2mException(ResponseStatusCode.INTERNAL_SERVER_ERROR, sentence);
    }

    private static Set<String> names(@Nullable Object property) {
        if (property instanceof String name) {
            return Set.of(name);
        }
        if (property instanceof String[] names) {
            return Set.of(names);
        }
        return property instanceof Collection<?> names
                ? names.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
