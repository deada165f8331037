package org.viaduct.onem2m.notification;

import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.viaduct.notification.PendingNotification;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.settings.Network;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.embedded.EmbeddedStore;
import org.viaduct.store.embedded.EmbeddedStoreSettings;

/** A store with subscriptions, and notifiers on it. */
final class Outboxes {

    static final ResourceId BASE = new ResourceId("id-in");

    final Store store;
    private long number = 1;

    Outboxes(Path directory) {
        store = new EmbeddedStore(new EmbeddedStoreSettings() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return EmbeddedStoreSettings.class;
            }

            @Override
            public String directory() {
                return directory.toString();
            }

            @Override
            public int cache_megabytes() {
                return 1;
            }
        });
        store.apply(Change.builder()
                .create(new Resource(BASE, Optional.empty(), "cse-in", 5, Map.of(), 0))
                .build());
    }

    static Settings settings(int countLimit, Duration ageLimit) {
        return new Settings(
                List.of(Network.parse("127.0.0.0/8")),
                4,
                Duration.ofMillis(500),
                Duration.ofMillis(800),
                Duration.ofMillis(20),
                Duration.ofMillis(60),
                ageLimit,
                countLimit);
    }

    static Settings settings() {
        return settings(1000, Duration.ofDays(7));
    }

    HttpNotifier notifier(Settings settings) {
        HttpNotifier notifier = new HttpNotifier(store, store::apply, settings, Clock.systemUTC());
        notifier.takeUp();
        return notifier;
    }

    HttpNotifier notifier() {
        return notifier(settings());
    }

    Resource subscription(String id, Map<String, Object> attributes) {
        Resource subscription = new Resource(new ResourceId(id), Optional.of(BASE), id, 23, attributes, 0);
        store.apply(Change.builder().create(subscription).build());
        return subscription.stored();
    }

    PendingNotification put(String subscription, String target, String content) {
        return put(subscription, target, content, false, Instant.now());
    }

    PendingNotification put(String subscription, String target, String content, boolean outlives, Instant since) {
        PendingNotification pending = new PendingNotification(
                new ResourceId(subscription),
                target,
                number++,
                "/id-in",
                outlives,
                since,
                content.getBytes(StandardCharsets.UTF_8));
        store.apply(Change.builder().put(pending.entry()).build());
        return pending;
    }

    List<Entry> waiting() {
        return store.entries(PendingNotification.BUCKET, "", 10_000);
    }
}
