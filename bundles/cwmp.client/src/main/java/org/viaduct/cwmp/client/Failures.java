package org.viaduct.cwmp.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.EnrolmentRefusedException;
import org.viaduct.store.ConflictException;
import org.viaduct.store.StoreUnavailableException;

/** What a CPE is told when somebody on our side threw: to retry, unless it may not enrol. One log line each. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Reply reply(CpeId cpe, Peer peer, RuntimeException failure, PeerLog log) {
        if (failure instanceof EnrolmentRefusedException) {
            log.warn(peer.toString(), "CPE {} at {} may not enrol: {}", cpe, peer, failure.getMessage());
            return new Reply.Refused(403, failure.getMessage());
        }
        if (failure instanceof StoreUnavailableException || failure instanceof ConflictException) {
            log.warn(peer.toString(), "CPE {} at {} must retry its session: {}", cpe, peer, failure.getMessage());
        } else {
            LOG.error("CPE {} at {} must retry its session, which failed unexpectedly", cpe, peer, failure);
        }
        return new Reply.Refused(503, "the message could not be dealt with at present");
    }
}
