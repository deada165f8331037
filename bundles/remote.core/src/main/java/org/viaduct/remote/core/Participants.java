package org.viaduct.remote.core;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Constants;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.store.StoreUnavailableException;

/** The session participants that are present, highest ranking first. Thread-safe. */
final class Participants {

    /** A participant under the name that it keeps over updates. */
    record Named(String name, int ranking, long serviceId, SessionParticipant service) {

        static Named of(SessionParticipant service, Map<String, ?> properties) {
            return new Named(
                    properties.get(SessionParticipant.NAME) instanceof String name ? name : "",
                    properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                    properties.get(Constants.SERVICE_ID) instanceof Long id ? id : 0,
                    service);
        }
    }

    private final Set<String> required;
    private final Duration patience;
    private final Map<Long, Named> byService = new HashMap<>();
    private List<Named> ordered = List.of();

    /**
     * @param required names of those without whom there are no sessions
     * @param patience how long they are waited for
     */
    Participants(Set<String> required, Duration patience) {
        this.required = Set.copyOf(required);
        this.patience = patience;
    }

    synchronized void put(Named participant) {
        byService.put(participant.serviceId(), participant);
        changed();
    }

    synchronized void remove(Named participant) {
        byService.remove(participant.serviceId());
        changed();
    }

    private void changed() {
        ordered = byService.values().stream()
                .sorted(Comparator.comparing(Named::ranking).reversed().thenComparing(Named::serviceId))
                .toList();
        notifyAll();
    }

    /** Those that are there, whoever is missing. */
    synchronized List<Named> present() {
        return ordered;
    }

    /**
     * All of them, as soon as those are there that must be.
     *
     * @throws StoreUnavailableException when one of these does not come soon
     */
    synchronized List<Named> complete() {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); !missing().isEmpty() && left > 0; ) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        Set<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new StoreUnavailableException("Not running at present: " + String.join(", ", missing));
        }
        return ordered;
    }

    /**
     * One by its name.
     *
     * @throws StoreUnavailableException when it does not come soon
     */
    SessionParticipant named(String name) {
        return complete().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(Named::service)
                .orElseThrow(() -> new StoreUnavailableException("Not running at present: " + name));
    }

    private Set<String> missing() {
        Set<String> missing = new TreeSet<>(required);
        ordered.forEach(each -> missing.remove(each.name()));
        return missing;
    }
}
