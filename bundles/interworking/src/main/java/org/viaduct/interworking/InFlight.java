package org.viaduct.interworking;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpSession;

/** The one call of each CPE that is between being handed to a session and its answer. Thread-safe. */
final class InFlight {

    private record Flight(String session, String key) {}

    private final Map<CpeId, Flight> flights = new ConcurrentHashMap<>();
    private final Slots slots;

    InFlight(Slots slots) {
        this.slots = slots;
    }

    void begin(CwmpSession session, String key) {
        flights.put(session.cpe(), new Flight(session.id(), key));
        slots.begin(session.cpe());
    }

    void end(CwmpSession session, String key) {
        if (flights.remove(session.cpe(), new Flight(session.id(), key))) {
            slots.end(session.cpe());
        }
    }

    /** A session found nothing to send. */
    void none(CwmpSession session) {
        if (!flights.containsKey(session.cpe())) {
            slots.end(session.cpe());
        }
    }

    boolean has(CpeId cpe, String key) {
        Flight flight = flights.get(cpe);
        return flight != null && flight.key().equals(key);
    }

    /** What an earlier session of this CPE left behind: it has been replaced, no answer will come. */
    Optional<String> leftOver(CwmpSession session) {
        Flight flight = flights.get(session.cpe());
        return flight == null || flight.session().equals(session.id())
                ? Optional.empty()
                : Optional.of(flight)
                        .filter(left -> flights.remove(session.cpe(), left))
                        .map(left -> {
                            slots.end(session.cpe());
                            return left.key();
                        });
    }
}
