package org.viaduct.onem2m.cse;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.viaduct.notification.NotifierStoppedException;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.onem2m.type.ResourceType;

/** What is particular to {@code <subscription>} (TS-0004 7.4.8.2): its checks, and the verification of its targets. */
final class Subscribing {

    private static final long MODIFIED_ATTRIBUTES = 2;
    private static final long MOST_CONTENT_TYPES = 3;
    private static final int LONGEST_TARGET = 1024;

    private final Services services;
    private final Notifications notifications;
    private final Executor executor;

    Subscribing(Services services, Notifications notifications, Executor executor) {
        this.services = services;
        this.notifications = notifications;
        this.executor = executor;
    }

    /** Completes, on a thread that may block, when a subscription may be created: its targets have been verified. */
    CompletionStage<Void> mayCreate(Target parent, Resource candidate) {
        check(parent.type(), candidate.attributes());
        return verify(
                targets(candidate.attributes()),
                parent.address() + "/" + candidate.name(),
                candidate.text("cr").orElse(""));
    }

    /** Likewise when it may be changed so: targets that are new to it are verified like those of a new one. */
    CompletionStage<Void> mayUpdate(Target target, Map<String, Object> changes) {
        Resource current = target.resource();
        Map<String, Object> result = new LinkedHashMap<>(current.attributes());
        result.putAll(changes);
        result.values().removeIf(value -> value == null);
        ResourceType parent = current.parentId()
                .flatMap(services.store()::find)
                .map(services::typeOf)
                .orElseThrow(() -> new OneM2mException(
                        ResponseStatusCode.NOT_FOUND, "The subscribed-to resource has been deleted meanwhile."));
        check(parent, result);
        Set<String> added = targets(result);
        added.removeAll(targets(current.attributes()));
        return added.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : verify(added, target.address(), current.text("cr").orElse(""));
    }

    private void check(ResourceType parent, Map<String, Object> attributes) {
        Set<Long> events = Criteria.eventNumbers(attributes);
        Set<Long> detected = Set.of(1L, 2L, 3L, 4L);
        if (!detected.containsAll(events)) {
            throw notImplemented("enc.net (notificationEventType) has an event that this CSE does not detect: write 1,"
                    + " 2, 3 or 4.");
        }
        long contentType = attributes.get("nct") instanceof Long given ? given : 1;
        if (contentType > MOST_CONTENT_TYPES
                || contentType == MODIFIED_ATTRIBUTES && !Set.of(1L).containsAll(events)) {
            throw badRequest("nct (notificationContentType) " + contentType
                    + " does not go with enc.net (TS-0001 table 9.6.8-4): write 1 or 3, or 2 for enc.net [1] only.");
        }
        for (Long childType : Criteria.of(attributes).childTypes()) {
            Set<Long> valid = services.types().stream()
                    .filter(type -> type.mayBeChildOf(parent))
                    .map(type -> (long) type.type())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!valid.contains(childType)) {
                throw badRequest("enc.chty (childResourceType) has " + childType + ", which is no child of a <"
                        + parent.name() + ">: its children are " + valid + ".");
            }
        }
        targets(attributes).forEach(target -> checkTarget("nu (notificationURI)", target));
        if (attributes.get("su") instanceof String subscriber) {
            checkTarget("su (subscriberURI)", subscriber);
        }
    }

    /** @throws OneM2mException 5001 for a scheme that is not served, 4000 for a malformed target */
    static void checkTarget(String attribute, String target) {
        if (!target.regionMatches(true, 0, "http://", 0, 7)) {
            throw notImplemented(attribute + " has a target that is no http URL: this CSE notifies only such as"
                    + " http://host:port/path.");
        }
        try {
            URI uri = new URI(target);
            if (uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() < 65_536
                    && target.length() <= LONGEST_TARGET) {
                return;
            }
        } catch (URISyntaxException refusedBelow) {
            // Answered as any other malformed URL.
        }
        throw badRequest(attribute + " has a target that is not of the form http://host:port/path, without user and"
                + " fragment, of at most " + LONGEST_TARGET + " characters.");
    }

    /** TS-0004 7.5.1.2.3; each target has to answer OK. */
    private CompletionStage<Void> verify(Collection<String> targets, String subscription, String creator) {
        byte[] request = Notifications.verification(subscription, creator);
        long deadline = System.nanoTime() + services.patience().toNanos();
        Map<String, CompletionStage<Optional<String>>> answers = new LinkedHashMap<>();
        targets.forEach(target -> answers.put(target, send(target, request, deadline)));
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<String, CompletionStage<Optional<String>>> answer : answers.entrySet()) {
            all = all.thenCombine(answer.getValue(), (verified, refusal) -> {
                refusal.ifPresent(reason -> {
                    throw new OneM2mException(
                            ResponseStatusCode.SUBSCRIPTION_VERIFICATION_INITIATION_FAILED,
                            "The target " + answer.getKey() + " could not be verified, for it " + reason
                                    + ": it has to answer a notification with vrq true with success.");
                });
                return null;
            });
        }
        return all.thenApplyAsync(verified -> null, executor);
    }

    /** By the notifier of the moment, and by the next when there is none or it is stopped before the target has answered. */
    private CompletionStage<Optional<String>> send(String target, byte[] request, long deadline) {
        long counted = services.arrivals();
        return sendNow(target, request).exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (!(cause instanceof AbsentException || cause instanceof NotifierStoppedException)) {
                return CompletableFuture.failedStage(cause);
            }
            if (services.closed()) {
                return CompletableFuture.failedStage(HandlerStoppedException.again());
            }
            long left = deadline - System.nanoTime();
            return left <= 0
                    ? CompletableFuture.failedStage(Services.noNotifier())
                    : services.next(counted, Duration.ofNanos(left))
                            .thenComposeAsync(arrived -> send(target, request, deadline), executor);
        });
    }

    private CompletionStage<Optional<String>> sendNow(String target, byte[] request) {
        return services.notifierNow()
                .map(notifier -> notifier.send(target, notifications.from(), request))
                .orElseGet(() -> CompletableFuture.failedStage(Services.noNotifier()));
    }

    /** The targets of a subscription, each once, in its order. */
    static Set<String> targets(Map<String, ?> attributes) {
        Set<String> targets = new LinkedHashSet<>();
        if (attributes.get("nu") instanceof List<?> list) {
            list.forEach(target -> targets.add(String.valueOf(target)));
        }
        return targets;
    }

    private static OneM2mException badRequest(String sentence) {
        return new OneM2mException(ResponseStatusCode.BAD_REQUEST, sentence);
    }

    private static OneM2mException notImplemented(String sentence) {
        return new OneM2mException(ResponseStatusCode.NOT_IMPLEMENTED, sentence);
    }
}
