package org.viaduct.cwmp.authentication;

import java.util.LinkedHashSet;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.CpeId;

/**
 * CPEs that were let in at first contact and whose session is just being opened. Bounded; one that is forgotten gets its
 * credentials in a later session. A service inside this bundle only. Thread-safe.
 */
@Component(service = Newcomers.class)
public final class Newcomers {

    private static final int MOST = 10_000;

    private final Set<CpeId> welcome = new LinkedHashSet<>();

    synchronized void add(CpeId cpe) {
        if (welcome.size() == MOST) {
            welcome.remove(welcome.iterator().next());
        }
        welcome.add(cpe);
    }

    /** Whether it is one of them; no more after that. */
    synchronized boolean take(CpeId cpe) {
        return welcome.remove(cpe);
    }
}
