package org.viaduct.cwmp.client;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.servlet.ServletContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open sessions on their way from a servlet to the one that takes its place when this bundle is updated: they wait in the
 * context of the listener, whose connections they belong to, as values of types that both sides know.
 */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final String SESSIONS = "org.viaduct.cwmp.client.sessions";

    private Handover() {}

    static void leave(ServletContext listener, List<Session> sessions) {
        listener.setAttribute(SESSIONS, sessions.stream().map(Session::values).toList());
        LOG.debug("{} sessions are left to the next start", sessions.size());
    }

    /** @param acting hears of the CPEs that have an RPC to carry out */
    static List<Session> take(ServletContext listener, Acting acting) {
        Object left = listener.getAttribute(SESSIONS);
        listener.removeAttribute(SESSIONS);
        return left instanceof List<?> all
                ? all.stream().flatMap(each -> session(each, acting)).toList()
                : List.of();
    }

    private static Stream<Session> session(Object left, Acting acting) {
        try {
            return left instanceof Map<?, ?> values ? Stream.of(Session.of(values, acting)) : Stream.empty();
        } catch (ClassCastException | NullPointerException otherVersion) {
            LOG.info(
                    "A session of a CPE is broken off, for it was left by another version: {}",
                    otherVersion.toString());
            return Stream.empty();
        }
    }
}
