package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;

/** Gives up the sessions whose CPE has fallen silent. */
final class SessionExpiry {

    private static final Logger LOG = LoggerFactory.getLogger(SessionExpiry.class);

    private final Sessions sessions;
    private final Acs acs;
    private final PeerLog log;

    SessionExpiry(Sessions sessions, Acs acs, PeerLog log) {
        this.sessions = sessions;
        this.acs = acs;
        this.log = log;
    }

    /** Ends the sessions that are idle; one whose CPE is just being dealt with is left for the next time. */
    void sweep() {
        try {
            end(Session::idle, "its CPE sent nothing in time");
        } catch (RuntimeException failed) {
            LOG.error("Sessions could not be given up, which is tried again", failed);
        }
    }

    private void end(Predicate<Session> which, String why) {
        for (Session session : List.copyOf(sessions.all())) {
            if (which.test(session)) {
                sessions.enter(session.facts().cpe(), Duration.ZERO).ifPresent(lane -> {
                    try {
                        if (!session.ended() && which.test(session)) {
                            log.info(
                                    session.facts().remote().getHostAddress(),
                                    "The session of CPE {} is given up: {}",
                                    lane.cpe(),
                                    why);
                            acs.end(lane, session, Delivery.UNKNOWN, why);
                        }
                    } finally {
                        sessions.leave(lane);
                    }
                });
            }
        }
    }
}
