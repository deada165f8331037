package org.viaduct.cwmp.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.servlet.AsyncContext;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CpeAuthentication;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.Limits;
import org.viaduct.cwmp.rpc.Inform;

/** What CPEs POST to: finds out who sends it, reads the message, finds its session and has it answered by the {@link Acs}. */
@Component(
        service = Servlet.class,
        configurationPid = ClientConfiguration.PID,
        property = {"viaduct.listener=cwmp", "viaduct.authenticates:Boolean=true"})
@Designate(ocd = ClientConfiguration.class)
public final class CwmpServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CwmpServlet.class);
    private static final String WAITED = CwmpServlet.class.getName() + ".waited";
    private static final String REFUSED = CwmpServlet.class.getName() + ".refused";
    /** Tells the listener that a CPE is about to answer an RPC. */
    private static final String EXPECTS = "viaduct.expects";

    private static final int MOST_DELAYED = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final transient Sessions sessions;
    private final transient Participants participants;
    private final transient Traces traces;
    private final transient Duration pause;
    private final transient Runnable whyMissing;
    private final transient PeerLog log = new PeerLog();
    private final transient Door door;
    /** Everybody who is inside has one of its permits. */
    private final transient Semaphore inside = new Semaphore(Integer.MAX_VALUE);

    private final transient Semaphore delayed = new Semaphore(MOST_DELAYED);
    private final transient Acs acs;
    private final transient HttpReplies replies;
    private final transient SessionExpiry expiry;
    private final transient CwmpReader reader;
    private final transient ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "cwmp-session-expiry");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public CwmpServlet(
            @Reference Sessions sessions,
            @Reference Traces traces,
            @Reference Participants participants,
            @Reference Vendors vendors,
            ClientConfiguration configuration,
            Map<String, Object> properties,
            BundleContext context) {
        this(
                sessions,
                traces,
                participants,
                vendors,
                Duration.ofSeconds(ClientNumbers.of(properties).number("participant.pause", 0, 25)),
                MessageLimits.of(ClientNumbers.of(properties)),
                DeclaredXml.of(configuration.xml_declaration()),
                SWEEP,
                new Strangers(context)::warn);
    }

    /**
     * @param pause how long a message waits for a participant without whom no CPE is served
     * @param messages how much a message may ask of its reader
     * @param declared who gets messages with an XML declaration
     * @param sweep from one look for silent sessions to the next
     * @param whyMissing tells the operator what may be wrong when they do not come
     */
    CwmpServlet(
            Sessions sessions,
            Traces traces,
            Participants participants,
            Vendors vendors,
            Duration pause,
            Limits messages,
            DeclaredXml declared,
            Duration sweep,
            Runnable whyMissing) {
        this.sessions = sessions;
        this.traces = traces;
        this.participants = participants;
        this.pause = pause;
        this.reader = new CwmpReader(messages, vendors.vocabulary());
        this.whyMissing = whyMissing;
        this.door = new Door(sessions, participants, log);
        this.acs = new Acs(sessions, participants, vendors, traces, log);
        this.replies = new HttpReplies(acs, declared, log);
        this.expiry = new SessionExpiry(sessions, acs, log);
        sweeper.scheduleWithFixedDelay(expiry::sweep, sweep.toMillis(), sweep.toMillis(), TimeUnit.MILLISECONDS);
        sweeper.scheduleAtFixedRate(log::endMinute, 1, 1, TimeUnit.MINUTES);
    }

    @Reference(
            service = SessionParticipant.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addParticipant(SessionParticipant participant, Map<String, Object> properties) {
        participants.put(participant, properties);
    }

    void updatedParticipant(SessionParticipant participant, Map<String, Object> properties) {
        participants.put(participant, properties);
    }

    void removeParticipant(SessionParticipant participant, Map<String, Object> properties) {
        participants.remove(properties);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setDevices(Devices devices) {
        participants.use(devices);
    }

    void unsetDevices(Devices devices) {
        participants.release(devices);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setAuthentication(CpeAuthentication authentication) {
        participants.use(authentication);
    }

    void unsetAuthentication(CpeAuthentication authentication) {
        participants.release(authentication);
    }

    @Override
    public void init() {
        sessions.takeUp(getServletContext());
    }

    /** Leaves the sessions that are open to whoever comes next, as soon as the messages that are here are answered. */
    @Deactivate
    void close() {
        sweeper.shutdown();
        boolean answered = false;
        try {
            answered = inside.tryAcquire(Integer.MAX_VALUE, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        if (getServletConfig() != null) {
            sessions.leave(getServletContext());
        }
        if (answered) {
            inside.release(Integer.MAX_VALUE);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        inside.acquireUninterruptibly();
        try {
            take(request, response);
        } finally {
            inside.release();
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            replies.write(response, new Reply.Refused(405, "CWMP is spoken by POST"));
            return;
        }
        if (request.getAttribute(REFUSED) instanceof Reply.Refused refused) {
            delayed.release();
            replies.write(response, refused);
        } else if (participants.missing().isEmpty()) {
            serve(request, response);
            boolean called = sessions.on(Door.connection(request))
                    .flatMap(Session::awaited)
                    .isPresent();
            request.setAttribute(EXPECTS, called);
        } else {
            waitForTheMissing(request, response);
        }
    }

    /** Comes back to {@link #service} when nobody is missing any more, or has not come in time. */
    private void waitForTheMissing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(WAITED) == null) {
            request.setAttribute(WAITED, true);
            AsyncContext waiting = request.startAsync();
            waiting.setTimeout(0);
            participants.complete(pause).thenRun(waiting::dispatch);
            return;
        }
        String address = request.getRemoteAddr();
        log.warn(address, "The CPE at {} must retry: {} missing", address, participants.missing());
        whyMissing.run();
        replies.write(response, new Reply.Refused(503, "a part of this server is missing at present"));
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Door.Outcome outcome = door.admit(request);
        if (outcome.peer().isEmpty()) {
            refuse(request, response, outcome.refused().orElseThrow());
            return;
        }
        Peer peer = outcome.peer().get();
        Optional<Session> named = sessions.find(HttpReplies.cookies(request), peer);
        Optional<Session> session =
                named.filter(found -> peer.mayGoOn(found.facts().cpe(), found.sender()));
        Optional<String> awaited = session.flatMap(Session::awaited);
        Received received = Received.read(request.getInputStream(), reader, awaited, traces.any());
        if (received instanceof Received.Readable readable
                && readable.envelope().body() instanceof Inform inform) {
            CpeId cpe = inform.deviceId().cpeId();
            Optional<Reply.Refused> refused = door.refuses(peer, cpe, inform);
            if (refused.isPresent()) {
                refuse(request, response, refused.get());
            } else {
                inLane(cpe, peer, response, lane -> informed(lane, readable, inform, peer));
            }
        } else if (session.isPresent()) {
            Session found = session.get();
            inLane(found.facts().cpe(), peer, response, lane -> inside(lane, found, peer, received));
        } else if (named.isPresent()) {
            log.warn(
                    peer.toString(),
                    "Somebody at {} sent the cookie of a session of CPE {} without its credentials",
                    peer,
                    named.get().facts().cpe());
            replies.write(response, new Reply.Refused(403, "this session is that of somebody else"));
        } else {
            replies.write(response, outside(peer, received));
        }
    }

    /** Writes it after its delay, for which no thread is held. */
    private void refuse(HttpServletRequest request, HttpServletResponse response, Reply.Refused refused)
            throws IOException {
        if (refused.delay().isZero()) {
            replies.write(response, refused);
        } else if (delayed.tryAcquire()) {
            request.setAttribute(REFUSED, refused);
            AsyncContext waiting = request.startAsync();
            waiting.setTimeout(0);
            CompletableFuture.delayedExecutor(refused.delay().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> answer(waiting));
        } else {
            replies.write(response, new Reply.Refused(503, "too many failed attempts are waiting for their answer"));
        }
    }

    /** Comes back to {@link #service}, unless the listener has closed meanwhile. */
    private void answer(AsyncContext waiting) {
        try {
            waiting.dispatch();
        } catch (IllegalStateException closed) {
            delayed.release();
            LOG.debug("A refused CPE is gone", closed);
        }
    }

    private Reply informed(Lane lane, Received.Readable readable, Inform inform, Peer peer) {
        @Nullable Trace trace = traces.of(lane.cpe());
        Supplier<Reply> answer = () -> acs.inform(lane, readable.envelope(), inform, peer);
        if (trace == null) {
            return reply(lane, peer, answer);
        }
        Instant at = Instant.now();
        Reply reply = reply(lane, peer, answer);
        @Nullable Session opened = lane.current();
        CwmpSession session = opened != null
                ? opened.facts()
                : sessions.facts(lane, readable.envelope().namespace(), peer);
        trace.received(session, at, readable);
        trace.sent(session, reply);
        if (opened == null) {
            trace.ended(session, "it was not opened");
        }
        return reply;
    }

    private Reply inside(Lane lane, Session session, Peer peer, Received received) {
        MDC.put("session", session.facts().id());
        @Nullable Trace trace = traces.of(lane.cpe());
        if (trace != null) {
            trace.received(session.facts(), Instant.now(), received);
        }
        Reply reply = reply(lane, peer, () -> answer(lane, session, peer, received));
        if (trace != null) {
            trace.sent(session.facts(), reply);
        }
        return reply;
    }

    private Reply answer(Lane lane, Session session, Peer peer, Received received) {
        if (session.ended()) {
            return outside(peer, received);
        }
        if (received instanceof Received.Readable readable) {
            return acs.message(lane, session, readable.envelope());
        }
        return received instanceof Received.Unreadable unreadable
                ? acs.unreadable(lane, session, unreadable.why())
                : acs.empty(lane, session);
    }

    private Reply outside(Peer peer, Received received) {
        if (received instanceof Received.Unreadable unreadable) {
            log.info(
                    peer.toString(),
                    "A message from {} cannot be read: {}",
                    peer,
                    Printable.sentence(unreadable.why().getMessage()));
            return Acs.unreadable(unreadable.why());
        }
        String what = received instanceof Received.Readable readable
                ? Printable.name(readable.envelope().body().name())
                : "an empty POST";
        log.info(peer.toString(), "The CPE at {} sent {} outside of a session", peer, what);
        return new Reply.Refused(400, what + " belongs to no session: a session begins with an Inform");
    }

    private interface Step {
        Reply take(Lane lane);
    }

    /** Takes a step for a CPE, and writes its reply, while no other message of the CPE is dealt with. */
    private void inLane(CpeId cpe, Peer peer, HttpServletResponse response, Step step) throws IOException {
        Lane lane = sessions.enter(cpe, PATIENCE).orElse(null);
        if (lane == null) {
            log.warn(
                    peer.toString(),
                    "CPE {} at {} must retry: an earlier message of it is still being dealt with",
                    cpe,
                    peer);
            replies.write(response, new Reply.Refused(503, "an earlier message is still being dealt with"));
            return;
        }
        MDC.put("cpe", cpe.value());
        try {
            replies.write(lane, response, step.take(lane));
        } finally {
            sessions.leave(lane);
            MDC.remove("cpe");
            MDC.remove("session");
        }
    }

    private Reply reply(Lane lane, Peer peer, Supplier<Reply> answer) {
        try {
            return answer.get();
        } catch (RuntimeException failure) {
            Reply refused = Failures.reply(lane.cpe(), peer, failure, log);
            Session session = lane.current();
            if (session != null) {
                acs.end(lane, session, Delivery.UNKNOWN, "a part of this server failed");
            }
            return refused;
        }
    }
}
