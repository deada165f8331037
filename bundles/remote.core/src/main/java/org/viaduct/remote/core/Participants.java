package org.viaduct.remote.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.viaduct.continuity.Whiteboard;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.store.StoreUnavailableException;

/** The session participants that are present, highest ranking first. Thread-safe. */
final class Participants {

    /** A participant under the name that it keeps over updates. */
    record Named(String name, SessionParticipant service) {}

    private final Set<String> required;
    private final Duration patience;
    private final Whiteboard<Named> present = new Whiteboard<>();

    /**
     * @param required names of those without whom there are no sessions
     * @param patience how long they are waited for
     */
    Participants(Set<String> required, Duration patience) {
        this.required = Set.copyOf(required);
        this.patience = patience;
    }

    synchronized void put(SessionParticipant service, Map<String, ?> properties) {
        String name = properties.get(SessionParticipant.NAME) instanceof String given ? given : "";
        present.put(new Named(name, service), Set.of(name), properties);
        notifyAll();
    }

    synchronized void remove(Map<String, ?> properties) {
        present.remove(properties);
    }

    /** Those that are there, whoever is missing. */
    List<Named> present() {
        return present.all();
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
        return present.all();
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
        present.all().forEach(each -> missing.remove(each.name()));
        return missing;
    }
}
