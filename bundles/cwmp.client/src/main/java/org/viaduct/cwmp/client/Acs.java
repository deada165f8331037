package org.viaduct.cwmp.client;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.client.Participants.Participant;
import org.viaduct.cwmp.client.Session.Outstanding;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.MalformedMessage;
import org.viaduct.cwmp.rpc.GetRPCMethods;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.InformResponse;
import org.viaduct.store.ConflictException;

/**
 * The rules of a session on the side of the ACS (TR-069 3.7.1, 3.7.2): what to answer to each message of a CPE. Whoever
 * calls has entered the {@link Lane} of the CPE, so the participants hear of one CPE from one thread at a time.
 */
final class Acs {

    private static final Logger LOG = LoggerFactory.getLogger(Acs.class);
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;
    /** After so many faults 8005 in a row the session ends: what does not go soon may go later. */
    private static final int MAX_RETRIES = 2;
    /** A CPE may have so many transfers under way, and tell of them all at once (TR-069 A.4.1.7). */
    private static final int REQUESTS_IN_A_ROW = 16;

    private final Sessions sessions;
    private final Participants participants;
    private final Vendors vendors;
    private final Traces traces;
    private final PeerLog log;

    Acs(Sessions sessions, Participants participants, Vendors vendors, Traces traces, PeerLog log) {
        this.sessions = sessions;
        this.participants = participants;
        this.vendors = vendors;
        this.traces = traces;
        this.log = log;
    }

    /** An Inform opens a session, in place of the one that the CPE may have left open. */
    Reply inform(Lane lane, Envelope envelope, Inform inform, Peer peer) {
        Session left = lane.current();
        if (left != null) {
            log.info(peer.toString(), "CPE {} opens a new session, the one before was not finished", lane.cpe());
            end(lane, left, Delivery.UNKNOWN, "the CPE opened a new session before this one was finished");
        }
        Optional<String> version = Optional.empty();
        if (!envelope.supportedVersions().isEmpty()) {
            version = newest(envelope.supportedVersions());
            if (version.isEmpty()) {
                log.info(
                        peer.toString(),
                        "CPE {} speaks none of our CWMP versions, only {}",
                        lane.cpe(),
                        Printable.name(envelope.supportedVersions().toString()));
                return new Reply.Message(
                        envelope.answer(FaultCode.ACS_VERSION_INCOMPATIBLE.fault("this ACS supports CWMP 1.0 to 1.4")));
            }
        }
        Session session = sessions.open(lane, envelope.namespace(), peer, envelope.sessionTimeout())
                .orElse(null);
        if (session == null) {
            log.warn(
                    peer.toString(),
                    "CPE {} at {} must wait: as many sessions are open as sessions.max and sessions.max.per.address allow",
                    lane.cpe(),
                    peer);
            return new Reply.Refused(UNAVAILABLE, "too many sessions are open");
        }
        participants.ordered().forEach(participant -> participant.service().informed(session.facts(), inform));
        vendors.informed(lane.cpe(), inform);
        Envelope answer = envelope.answer(new InformResponse(1));
        return new Reply.Opened(version.map(answer::useCwmpVersion).orElse(answer), session.cookie());
    }

    private static Optional<String> newest(List<String> supported) {
        return supported.stream()
                .flatMap(number -> CwmpVersion.ofNumber(number).stream())
                .max(CwmpVersion::compareTo)
                .map(CwmpVersion::number);
    }

    /** A message inside a session that is no Inform. */
    Reply message(Lane lane, Session session, Envelope envelope) {
        CwmpMessage body = envelope.body();
        return body instanceof CwmpRequest request
                ? request(lane, session, envelope, request)
                : answer(lane, session, envelope.id().strip(), body);
    }

    /** An RPC that the CPE calls; a call of ours that is outstanding stays so. */
    private Reply request(Lane lane, Session session, Envelope envelope, CwmpRequest request) {
        session.requested();
        if (session.requests() > sessions.limits().calls()) {
            log.info(remote(session), "CPE {} calls more RPCs in a session than session.rpcs.max allows", lane.cpe());
            end(lane, session, Delivery.UNKNOWN, "the CPE called more RPCs than session.rpcs.max allows");
            return new Reply.Refused(UNAVAILABLE, "the session has had as many requests as it may");
        }
        if (request instanceof GetRPCMethods) {
            return answer(session, envelope.answer(vendors.methods()));
        }
        Optional<CwmpResponse> acknowledgement = Acknowledgements.of(request);
        if (acknowledgement.isEmpty() && !Vendors.isVendors(request)) {
            return notSupported(lane, session, envelope, request);
        }
        List<Participant> heard = participants.ordered();
        Reception reception;
        try {
            reception = heard.stream()
                    .map(participant -> participant.service().received(session.facts(), request))
                    .filter(each -> each != Reception.NOT_MINE)
                    .findFirst()
                    .orElse(Reception.NOT_MINE);
        } catch (ConflictException atOnceAgain) {
            if (session.retried() > MAX_RETRIES) {
                throw atOnceAgain;
            }
            LOG.debug("CPE {} must repeat its {}: fault 8005", lane.cpe(), request.name(), atOnceAgain);
            return answer(session, envelope.answer(FaultCode.ACS_RETRY_REQUEST.fault()));
        }
        if (reception == Reception.REPEAT) {
            return repeat(lane, session, envelope, request);
        }
        session.taken();
        boolean taken = reception == Reception.TAKEN;
        if (acknowledgement.isEmpty()) {
            return vendors.answer(lane.cpe(), request)
                    .map(message -> answer(session, envelope.answer(message)))
                    .orElseGet(() -> notSupported(lane, session, envelope, request));
        }
        if (!taken
                && Acknowledgements.needTaker(request)
                && !participants.unheard(heard).isEmpty()) {
            log.warn(
                    remote(session),
                    "CPE {} must send its {} again: {} missing",
                    lane.cpe(),
                    request.name(),
                    participants.unheard(heard));
            end(lane, session, Delivery.UNKNOWN, "nobody could take the " + request.name());
            return new Reply.Refused(UNAVAILABLE, "nobody could take the " + request.name());
        }
        if (!taken) {
            log.info(
                    remote(session),
                    "CPE {} called {}, which is answered though no session participant took it",
                    lane.cpe(),
                    request.name());
        }
        return answer(session, envelope.answer(acknowledgement.get()));
    }

    /** Fault 8005, and after some of them in a row the end of the session: what cannot be taken now may be in the next. */
    private Reply repeat(Lane lane, Session session, Envelope envelope, CwmpRequest request) {
        log.info(
                remote(session),
                "CPE {} must repeat its {}, which cannot be taken at present",
                lane.cpe(),
                Printable.name(request.name()));
        if (session.retried() > MAX_RETRIES) {
            end(lane, session, Delivery.UNKNOWN, "nobody could take the " + Printable.name(request.name()));
            return new Reply.Refused(
                    UNAVAILABLE, "nobody can take the " + Printable.name(request.name()) + " at present");
        }
        return answer(session, envelope.answer(FaultCode.ACS_RETRY_REQUEST.fault()));
    }

    private Reply notSupported(Lane lane, Session session, Envelope envelope, CwmpRequest request) {
        log.info(
                remote(session),
                "CPE {} called {}, which is no RPC of an ACS: fault 8000",
                lane.cpe(),
                Printable.name(request.name()));
        return answer(session, envelope.answer(FaultCode.ACS_METHOD_NOT_SUPPORTED.fault()));
    }

    /** Answers a request of the CPE's. One who goes on and on while something waits for him is told to hold his requests. */
    private Reply answer(Session session, Envelope answer) {
        session.holding(session.requestsInARow() >= REQUESTS_IN_A_ROW && waits(session));
        return new Reply.Message(session.holding() ? answer.holdingRequests() : answer);
    }

    private boolean waits(Session session) {
        return !participants.waiting(session.facts().cpe()).isEmpty();
    }

    private static String remote(Session session) {
        return session.facts().remote().getHostAddress();
    }

    /** A response or fault: of the call that is outstanding, or out of order. */
    private Reply answer(Lane lane, Session session, String id, CwmpMessage body) {
        Outstanding outstanding = session.outstanding();
        if (outstanding == null) {
            return broken(lane, session, Printable.name(body.name()) + " answers no call");
        }
        Call call = outstanding.call();
        if (!id.isEmpty() && !id.equals(outstanding.id())) {
            return broken(
                    lane,
                    session,
                    Printable.name(body.name()) + " has another ID than the "
                            + call.request().name() + " called");
        }
        if (body instanceof CwmpResponse && !body.name().equals(call.request().name() + "Response")) {
            return broken(
                    lane,
                    session,
                    Printable.name(body.name()) + " does not answer the "
                            + call.request().name() + " called");
        }
        session.settle();
        if (body instanceof CwmpFault fault && !fault.parameterFaults().isEmpty()) {
            LOG.info(
                    "CPE {} could not set {} parameters: {}",
                    lane.cpe(),
                    fault.parameterFaults().size(),
                    Printable.sentence(fault.parameterFaults().toString()));
        }
        CwmpOutcome outcome = body instanceof CwmpFault fault
                ? new CwmpOutcome.Faulted(fault)
                : new CwmpOutcome.Success((CwmpResponse) body);
        participants
                .named(outstanding.participant())
                .ifPresentOrElse(
                        participant -> participant.service().answered(session.facts(), call, outcome),
                        () -> LOG.warn(
                                "CPE {} answered {}, but the session participant {} that called it is gone",
                                lane.cpe(),
                                call.request().name(),
                                outstanding.participant()));
        return next(lane, session);
    }

    /** The empty POST: the CPE has nothing more to say. */
    Reply empty(Lane lane, Session session) {
        session.emptyPost();
        Outstanding outstanding = session.outstanding();
        if (outstanding != null) {
            log.info(
                    remote(session),
                    "CPE {} did not answer {} but sent an empty POST: the session ends",
                    lane.cpe(),
                    outstanding.call().request().name());
            end(
                    lane,
                    session,
                    Delivery.UNKNOWN,
                    "the CPE sent an empty POST in place of its answer to "
                            + outstanding.call().request().name());
            return new Reply.NothingMore();
        }
        return next(lane, session);
    }

    private Reply next(Lane lane, Session session) {
        if (session.calls() >= sessions.limits().calls()) {
            LOG.warn(
                    "CPE {}: the session ends after {} RPCs (session.rpcs.max), what is left waits for the next",
                    lane.cpe(),
                    session.calls());
            end(lane, session, Delivery.UNKNOWN, "it had as many RPCs as session.rpcs.max allows");
            return new Reply.NothingMore();
        }
        for (Participant participant : participants.ordered()) {
            Optional<Call> call = participant.service().next(session.facts());
            if (call.isPresent()) {
                Outstanding made = session.call(participant.name(), call.get());
                Envelope calling = Envelope.of(
                        session.facts().namespace(), made.id(), call.get().request());
                session.holding(session.holding() && waits(session));
                return new Reply.Calling(session, session.holding() ? calling.holdingRequests() : calling);
            }
        }
        if (!session.finished() && !session.holding()) {
            return new Reply.NothingMore();
        }
        end(lane, session, Delivery.UNKNOWN, "neither side had anything more to say");
        return new Reply.NothingMore();
    }

    /** A message that cannot be read, in a session or outside of one. */
    Reply unreadable(Lane lane, @Nullable Session session, MalformedMessage message) {
        boolean request = message.problem() == MalformedMessage.Problem.ARGUMENT
                && !message.namespace().isEmpty();
        if (session != null && (!request || answers(session, message.id()))) {
            return broken(lane, session, message.getMessage());
        }
        return unreadable(message);
    }

    private static boolean answers(Session session, String id) {
        Outstanding outstanding = session.outstanding();
        return outstanding != null && (id.isBlank() || id.strip().equals(outstanding.id()));
    }

    /** A message that cannot be read and belongs to no session: fault 8003 if it is an RPC, else an HTTP error. */
    static Reply unreadable(MalformedMessage message) {
        return switch (message.problem()) {
            case ARGUMENT -> message.namespace().isEmpty()
                    ? new Reply.Refused(BAD_REQUEST, message.getMessage())
                    : new Reply.Message(Envelope.of(
                            message.namespace(),
                            message.id(),
                            FaultCode.ACS_INVALID_ARGUMENTS.fault(message.getMessage())));
            case LIMIT -> new Reply.Refused(413, message.getMessage());
            case XML, ENVELOPE -> new Reply.Refused(BAD_REQUEST, message.getMessage());
        };
    }

    /** The CPE broke the rules: the session is over. */
    private Reply broken(Lane lane, Session session, String sentence) {
        log.info(remote(session), "CPE {} broke its session off: {}", lane.cpe(), Printable.sentence(sentence));
        end(lane, session, Delivery.UNKNOWN, "the CPE broke the rules: " + Printable.sentence(sentence));
        return new Reply.Refused(BAD_REQUEST, sentence);
    }

    /**
     * Ends the session; if a call is outstanding its participant is told what may have become of it.
     *
     * @param why as a sentence, for the trace
     */
    void end(Lane lane, Session session, Delivery delivery, String why) {
        traces.ended(session.facts(), why);
        try {
            Outstanding outstanding = session.settle();
            if (outstanding != null) {
                unanswered(session, outstanding, delivery);
            }
        } finally {
            sessions.close(lane, session);
        }
    }

    private void unanswered(Session session, Outstanding outstanding, Delivery delivery) {
        try {
            participants.named(outstanding.participant()).ifPresent(participant -> participant
                    .service()
                    .unanswered(session.facts(), outstanding.call(), delivery));
        } catch (RuntimeException failed) {
            LOG.warn(
                    "CPE {}: the session participant {} could not note that {} was not answered: {}",
                    session.facts().cpe(),
                    outstanding.participant(),
                    outstanding.call().request().name(),
                    failed.toString());
        }
    }
}
