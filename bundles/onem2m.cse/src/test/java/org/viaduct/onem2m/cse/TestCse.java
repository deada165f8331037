package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.osgi.framework.Constants;
import org.viaduct.notification.Notifier;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.Change;
import org.viaduct.store.disturbed.DisturbedStore;

/** A CSE with the shipped resource types, a store in memory, and a clock that stands still. */
final class TestCse {

    static final Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");

    final DisturbedStore store;
    final CommandHandler commands;
    final Services services;
    final CommonServicesEntity cse;
    final Expiry expiry;
    final List<ResourceType> types = ShippedTypes.all();

    private Instant now = START;

    /** Everything is there; what is taken away is waited for no longer than this. */
    TestCse(Duration patience) {
        this(patience, 10);
    }

    TestCse(Duration patience, int resultLimit) {
        this(new DisturbedStore(), patience, resultLimit, "this");
    }

    /** What a new process makes of a store. */
    TestCse(DisturbedStore store) {
        this(store, Duration.ZERO, 10, "another");
    }

    /** What takes its place when its bundle is updated. */
    TestCse updated() {
        cse.close();
        return new TestCse(store, Duration.ZERO, 10, "this");
    }

    private TestCse(DisturbedStore store, Duration patience, int resultLimit, String process) {
        this.store = store;
        services = new Services(patience);
        Settings settings = new Settings(
                "/id-in",
                "cse-in",
                "//sp",
                "CAdmin",
                List.of(),
                resultLimit,
                Lifetime.parse("P10Y"),
                Duration.ofSeconds(10),
                patience,
                Duration.ofMillis(300),
                Duration.ofHours(1));
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        cse = new CommonServicesEntity(settings, services, clock, ForkJoinPool.commonPool(), process);
        commands = new CommandHandler(cse);
        expiry = cse.expiry(clock);
        services.putStore(store);
        publishTypes();
        publishHandler(commands, 1L, 0, "m2m:mgc", "m2m:exin");
    }

    TestCse() {
        this(Duration.ZERO);
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    Instant now() {
        return now;
    }

    void publishTypes() {
        for (int index = 0; index < types.size(); index++) {
            services.putType(types.get(index), Map.of(Constants.SERVICE_ID, 100L + index));
        }
    }

    void withdrawTypes() {
        for (int index = types.size() - 1; index >= 0; index--) {
            services.removeType(Map.of(Constants.SERVICE_ID, 100L + index));
        }
    }

    void publishHandler(ResourceHandler handler, long id, int ranking, String... roots) {
        services.putHandler(
                () -> Optional.of(handler),
                Map.of(Constants.SERVICE_ID, id, Constants.SERVICE_RANKING, ranking, ResourceHandler.TYPES, roots));
    }

    void publishNotifier(Notifier notifier) {
        services.putNotifier(() -> Optional.of(notifier), Map.of(Constants.SERVICE_ID, 200L));
    }

    void withdrawHandler(long id) {
        services.removeHandler(Map.of(Constants.SERVICE_ID, id));
    }

    CompletableFuture<ResponsePrimitive> begin(Request request) {
        return cse.handle(request.primitive()).toCompletableFuture();
    }

    ResponsePrimitive ask(Request request) {
        return begin(request).join();
    }

    int code(Request request) {
        return ask(request).status().code();
    }

    /** The sentence of a refusal. */
    String sentence(Request request) {
        return (String) ask(request).content().orElseThrow().value();
    }

    Map<String, Object> members(Request request) {
        return ask(request).content().map(Representation::members).orElseThrow();
    }

    /** The value of a response's content, whatever it is. */
    Object value(Request request) {
        return ask(request).content().orElseThrow().value();
    }

    /** Stores a resource as a handler would. */
    Resource plant(String parent, String name, String root, Map<String, ?> attributes) {
        Resource draft = cse.draft(cse.resolve(parent).orElseThrow(), Optional.of(name), root, attributes);
        store.apply(Change.builder().create(draft).build());
        return draft.stored();
    }

    Resource reboot(String name) {
        return plant("cse-in", name, "m2m:mgc", Map.of("cmt", 2L, "ext", "cse-in/n1"));
    }

    Resource box(String parent, String name) {
        return plant(parent, name, "m2m:box", Map.of());
    }
}
