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

    void begin(CwmpSession session, String key) {
        flights.put(session.cpe(), new Flight(session.id(), key));
    }

    void end(CwmpSession session, String key) {
        flights.remove(session.cpe(), new Flight(session.id(), key));
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
                        .map(Flight::key);
    }
}
