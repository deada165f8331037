package org.viaduct.cwmp.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.Inform;

/**
 * Takes part in the CWMP sessions of all CPEs: hears what they report, gives RPCs to send and takes their outcome. The
 * client keeps nothing; whatever must survive, a participant stores before it returns.
 *
 * <p>Found by its service property {@link #NAME}. Participants are asked in the order of their service ranking, highest
 * first. The methods for one CPE are called one after the other, those for different CPEs concurrently. A participant that
 * throws breaks the session off in a way that makes the CPE try again.
 */
@ConsumerType
public interface SessionParticipant {

    /**
     * Service property: a name that stays the same over updates. A bundle whose participant must miss nothing declares a
     * capability of this namespace with the name, {@code @Capability(namespace = SessionParticipant.NAME, name = "…")}:
     * while such a bundle is installed and its participant is not there, CPEs wait, and are then told to retry.
     */
    String NAME = "viaduct.session.participant";

    /**
     * A session was opened. The CPE's events count as delivered once this returned.
     *
     * @throws EnrolmentRefusedException when the CPE is unknown and may not enrol
     */
    void informed(CwmpSession session, Inform inform);

    /**
     * The CPE called an RPC other than Inform and GetRPCMethods, such as TransferComplete. It is answered when one participant
     * returned {@link Reception#TAKEN}, which says that it is stored. A TransferComplete or
     * DUStateChangeComplete that none took is answered when all who must miss nothing were asked, for nobody would ever take
     * it; else the CPE is told to retry later. News that nobody waits for (Autonomous*, RequestDownload, Kicked) is answered
     * all the same. The RPCs of vendors come too, then their bundle answers them; those of a bundle that is
     * away come as {@link org.viaduct.cwmp.rpc.UnknownRequest} whose name begins with {@code X_}.
     */
    Reception received(CwmpSession session, CwmpRequest request);

    /**
     * The next RPC for this CPE, if there is one. The participant has made durable that it may have been sent: it is told
     * the outcome by {@link #answered}, or, when there is none, {@link #unanswered}, and by neither if this process dies.
     */
    Optional<Call> next(CwmpSession session);

    /**
     * What {@link #next} would give a session with this CPE at present, first things first. Answered from memory and without
     * a call to the client: it is asked often, and by the client.
     */
    default List<WaitingCall> waiting(CpeId cpe) {
        return List.of();
    }

    /**
     * The CPE that something is waiting for was asked to connect, and refused or cannot be reached; it will be asked again.
     * Returns soon.
     *
     * @param detail a sentence for an operator
     */
    default void unreachable(CpeId cpe, String detail) {}

    /** The CPE answered a call of this participant. The session goes on when this returned. */
    void answered(CwmpSession session, Call call, CwmpOutcome outcome);

    /** The session ended before the answer to a call of this participant, or the call could not be written at all. */
    void unanswered(CwmpSession session, Call call, Delivery delivery);

    /**
     * Whether {@link #next} has to be asked in a session that was just opened. False only if it would give nothing as things
     * are, and whatever begins to wait later is {@linkplain CwmpClient#seek sought}. Answered without a call to the client.
     */
    default boolean mayCall(CwmpSession session) {
        return true;
    }

    /** What became of a request of the CPE's. */
    enum Reception {
        TAKEN,
        NOT_MINE,
        /** It matters, and cannot be taken at present: the CPE is to repeat it. */
        REPEAT
    }

    /** Whether the CPE may have seen a call. */
    enum Delivery {
        /** It was never written to the CPE. */
        NOT_SENT,
        /**
         * It was never written to the CPE and must not be given again: the client guards CPEs against being rebooted without
         * end.
         */
        REFUSED,
        /** It was written; whether it arrived is not known. */
        UNKNOWN
    }
}
