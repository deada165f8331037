package org.viaduct.remote.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpSession;

/**
 * Sessions in which the core has nothing to call: so it said when they were opened, and nothing has happened to their CPE
 * since. Where that is not certain it is asked. Thread-safe.
 */
final class Silences {

    private static final int MOST = 10_000;

    private record Silence(String session, boolean said) {}

    private final Map<CpeId, Silence> byCpe = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CpeId, Silence> eldest) {
            return size() > MOST;
        }
    };

    /** The core is about to be told of a session: what happens from now on counts. */
    synchronized void begin(CwmpSession session) {
        byCpe.put(session.cpe(), new Silence(session.id(), false));
    }

    /** The core has nothing to call in it. */
    synchronized void say(CwmpSession session) {
        byCpe.computeIfPresent(
                session.cpe(),
                (cpe, begun) -> begun.session().equals(session.id()) ? new Silence(session.id(), true) : begun);
    }

    /** There may be something to call after all. */
    synchronized void end(CpeId cpe) {
        byCpe.remove(cpe);
    }

    /** Whether the core need not be asked; once, for a session usually ends with this. */
    synchronized boolean take(CwmpSession session) {
        Silence silence = byCpe.remove(session.cpe());
        return silence != null && silence.said() && silence.session().equals(session.id());
    }
}
