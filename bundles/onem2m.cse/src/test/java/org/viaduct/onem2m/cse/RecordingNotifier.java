package org.viaduct.onem2m.cse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.viaduct.notification.Notifier;
import org.viaduct.notification.PendingNotification;

/** Answers verifications as a test says, and notes what it is told. */
final class RecordingNotifier implements Notifier {

    final List<Map.Entry<String, String>> verified = new CopyOnWriteArrayList<>();
    final List<PendingNotification> stored = new CopyOnWriteArrayList<>();
    final AtomicInteger looks = new AtomicInteger();
    volatile Function<String, CompletionStage<Optional<String>>> answer =
            target -> CompletableFuture.completedFuture(Optional.empty());

    @Override
    public CompletionStage<Optional<String>> send(String target, String from, byte[] content) {
        verified.add(Map.entry(target, text(content)));
        return answer.apply(target);
    }

    @Override
    public void stored(List<PendingNotification> notifications) {
        stored.addAll(notifications);
    }

    @Override
    public void takeUp() {
        looks.incrementAndGet();
    }

    static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
