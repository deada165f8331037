package org.viaduct.cwmp.stun;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.CpeId;

/**
 * The bindings of CPEs in their NATs, by STUN user name. In memory: what a CPE reported in a session is in its record, and
 * what it proved since, it reports in its next. The longest unused are forgotten. Thread-safe.
 */
final class Bindings {

    private static final int MOST = 100_000;

    /**
     * What is known of the user of a name.
     *
     * @param reported in the last session
     * @param proved by the integrity of a STUN message, after that
     */
    record Binding(CpeId cpe, @Nullable InetSocketAddress reported, @Nullable InetSocketAddress proved) {

        boolean isAt(InetSocketAddress address) {
            return address.equals(reported) || address.equals(proved);
        }
    }

    private final Map<String, Binding> byUsername = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Binding> eldest) {
            return size() > MOST;
        }
    };

    /** A CPE is in a session; what it reports outdates what it proved before, if it is something else than before. */
    synchronized void reported(String username, CpeId cpe, Optional<InetSocketAddress> address) {
        byUsername.compute(username, (same, before) -> {
            boolean unchanged = before != null
                    && before.cpe().equals(cpe)
                    && Optional.ofNullable(before.reported()).equals(address);
            return unchanged ? before : new Binding(cpe, address.orElse(null), null);
        });
    }

    synchronized void proved(String username, InetSocketAddress address) {
        byUsername.computeIfPresent(username, (same, before) -> new Binding(before.cpe(), before.reported(), address));
    }

    synchronized void forget(String username) {
        byUsername.remove(username);
    }

    synchronized Optional<Binding> find(String username) {
        return Optional.ofNullable(byUsername.get(username));
    }
}
