package org.viaduct.cwmp.client;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionTraces;

/** The traces that are on. {@code Traces} is a service inside this bundle only. */
@Component(service = {Traces.class, SessionTraces.class})
public final class Traces implements SessionTraces {

    /** So many CPEs of about a million characters each do not fill a heap. */
    private static final int MAX_TRACED = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Traces.class);

    private final ConcurrentMap<CpeId, Trace> byCpe = new ConcurrentHashMap<>();

    @Activate
    public Traces() {}

    @Override
    public synchronized void on(CpeId cpe) {
        if (!byCpe.containsKey(cpe) && byCpe.size() >= MAX_TRACED) {
            throw new IllegalStateException("the sessions of " + MAX_TRACED
                    + " CPEs are traced already, which is the most: switch one off first");
        }
        if (byCpe.putIfAbsent(cpe, new Trace()) == null) {
            LOG.info("The sessions of CPE {} are traced from now on", cpe);
        }
    }

    @Override
    public synchronized void off(CpeId cpe) {
        if (byCpe.remove(cpe) != null) {
            LOG.info("The sessions of CPE {} are no longer traced", cpe);
        }
    }

    @Override
    public Set<CpeId> traced() {
        return Set.copyOf(byCpe.keySet());
    }

    @Override
    public List<SessionTrace> sessions(CpeId cpe) {
        Trace trace = byCpe.get(cpe);
        return trace == null ? List.of() : trace.sessions();
    }

    /** Whether any CPE is traced, so that what cannot be read is worth keeping. */
    boolean any() {
        return !byCpe.isEmpty();
    }

    /** The trace of a CPE; null where it is off, as a rule. */
    @Nullable
    Trace of(CpeId cpe) {
        return byCpe.isEmpty() ? null : byCpe.get(cpe);
    }

    /** @param why how the session ended, as a sentence */
    void ended(CwmpSession session, String why) {
        Trace trace = of(session.cpe());
        if (trace != null) {
            trace.ended(session, why);
        }
    }
}
