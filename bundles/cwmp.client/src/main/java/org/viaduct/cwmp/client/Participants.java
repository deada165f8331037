package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.SessionParticipant;

/** Who takes part in the sessions at present, and whether all who must are there. */
final class Participants {

    private static final int MAX_WAITING = 1_000;

    private final Set<String> required;
    private final Map<Long, Participant> byService = new HashMap<>();
    private final Set<CompletableFuture<Boolean>> waiting = new HashSet<>();
    private volatile List<Participant> ordered = List.of();
    private volatile @Nullable Devices devices;

    /** @param required names of those without whom there are no sessions */
    Participants(Set<String> required) {
        this.required = Set.copyOf(required);
    }

    /** A participant under the name that it keeps over updates. */
    record Participant(String name, int ranking, long serviceId, SessionParticipant service) {

        static Participant of(SessionParticipant service, Map<String, ?> properties) {
            return new Participant(
                    properties.get(SessionParticipant.NAME) instanceof String name ? name : "",
                    properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                    properties.get(Constants.SERVICE_ID) instanceof Long id ? id : 0,
                    service);
        }
    }

    /** Adds a participant, or changes the name or ranking of one that is known by its service. */
    synchronized void put(Participant participant) {
        byService.put(participant.serviceId(), participant);
        changed();
    }

    synchronized void remove(Participant participant) {
        byService.remove(participant.serviceId());
        changed();
    }

    synchronized void use(Devices arrived) {
        devices = arrived;
        changed();
    }

    synchronized void release(Devices leaving) {
        if (devices == leaving) {
            devices = null;
        }
    }

    private void changed() {
        ordered = byService.values().stream()
                .sorted(Comparator.comparing(Participant::ranking).reversed().thenComparing(Participant::serviceId))
                .toList();
        if (missing().isEmpty()) {
            List.copyOf(waiting).forEach(waiter -> waiter.complete(true));
        }
    }

    /** Highest ranking first. */
    List<Participant> ordered() {
        return ordered;
    }

    Optional<Participant> named(String name) {
        return ordered.stream()
                .filter(participant -> participant.name().equals(name))
                .findFirst();
    }

    Optional<Devices> devices() {
        return Optional.ofNullable(devices);
    }

    /** What must be there and is not. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>(required);
        ordered.forEach(participant -> missing.remove(participant.name()));
        if (devices == null) {
            missing.add(Devices.class.getSimpleName());
        }
        return missing;
    }

    /** Completes with true as soon as nothing is missing, with false after the pause, at once if too many wait already. */
    CompletionStage<Boolean> complete(Duration pause) {
        CompletableFuture<Boolean> waiter = new CompletableFuture<>();
        synchronized (this) {
            if (missing().isEmpty()) {
                return CompletableFuture.completedFuture(true);
            }
            if (waiting.size() >= MAX_WAITING) {
                return CompletableFuture.completedFuture(false);
            }
            waiting.add(waiter);
        }
        return waiter.completeOnTimeout(false, pause.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((complete, never) -> stopWaiting(waiter));
    }

    private synchronized void stopWaiting(CompletableFuture<Boolean> waiter) {
        waiting.remove(waiter);
    }
}
