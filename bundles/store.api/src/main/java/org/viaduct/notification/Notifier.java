package org.viaduct.notification;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Sends Notify request primitives (TS-0004 7.5.1.2). Thread-safe. */
@ProviderType
public interface Notifier {

    /**
     * Sends one at once and once, within a bounded time; no thread waits meanwhile. What matters is put into the outbox
     * instead.
     *
     * @param target URL
     * @param from the originator, a CSE-ID
     * @param content JSON in UTF-8
     * @return empty when the target answered that it took it, else a clause that says why not, such as {@code does not
     *     accept connections}. Completes exceptionally with {@link NotifierStoppedException} only
     */
    CompletionStage<Optional<String>> send(String target, String from, byte[] content);

    /** These have been stored in the outbox: a hint to deliver them now. Returns at once. */
    void stored(List<PendingNotification> notifications);

    /**
     * Takes up what waits in the outbox, whoever stored it. To be called by those who store notifications as soon as they
     * can call {@link #stored}: what they stored before is found so. Returns at once.
     */
    void takeUp();
}
