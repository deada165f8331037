package org.viaduct.onem2m.notification;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.viaduct.notification.Notifier;
import org.viaduct.notification.PendingNotification;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;

/** The door of the bundle. It holds nothing that matters: what waits is in the outbox. */
@Component(service = Notifier.class, immediate = true, configurationPid = Configuration.PID)
@Designate(ocd = Configuration.class)
public final class HttpNotifier implements Notifier {

    /** Threads that wait for the store and for name servers. */
    private static final int WORKERS = 8;

    /** Finds what nobody gave a hint to, as when the one who stored it stopped in between. */
    private static final int LOOK_EVERY_SECONDS = 300;

    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService timer;
    private final HttpSender sender;
    private final Delivery delivery;

    @Activate
    public HttpNotifier(@Reference Store store, @Reference ResourceChanges changes, Configuration configuration) {
        this(store, changes, Settings.of(configuration), Clock.systemUTC());
    }

    HttpNotifier(Store store, ResourceChanges changes, Settings settings, Clock clock) {
        ThreadFactory threads = threads();
        workers = new ThreadPoolExecutor(WORKERS, WORKERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        workers.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, threads);
        sender = new HttpSender(settings, workers);
        delivery = new Delivery(settings, new Outbox(store, changes, clock), sender, workers, timer, clock);
        timer.scheduleWithFixedDelay(delivery::takeUp, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    public void close() {
        delivery.close();
        timer.shutdownNow();
        sender.close();
        workers.shutdown();
    }

    @Override
    public CompletionStage<Optional<String>> send(String target, String from, byte[] content) {
        return sender.send(target, from, UUID.randomUUID().toString(), content);
    }

    @Override
    public void stored(List<PendingNotification> notifications) {
        notifications.forEach(notification -> delivery.added(notification.queue(), 1));
    }

    @Override
    public void takeUp() {
        delivery.takeUp();
    }

    private static ThreadFactory threads() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "onem2m-notification-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
