package org.viaduct.cwmp.client;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.OpenSession;
import org.viaduct.cwmp.api.OpenSessions;

/** The sessions that are open: at most one for each CPE. {@code Sessions} is a service inside this bundle only. */
@Component(
        service = {Sessions.class, OpenSessions.class},
        configurationPid = ClientConfiguration.PID)
public final class Sessions implements OpenSessions {

    private static final Duration ACTIVE = Duration.ofSeconds(5);

    private final SessionLimits limits;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<CpeId, Lane> lanes = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Session> byCookie = new ConcurrentHashMap<>();
    private final ConcurrentMap<Object, Session> byConnection = new ConcurrentHashMap<>();
    private final ConcurrentMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Acting acting = Acting.NOBODY;

    @Activate
    public Sessions(Map<String, Object> properties) {
        this(SessionLimits.of(ClientNumbers.of(properties)));
    }

    Sessions(SessionLimits limits) {
        this.limits = limits;
    }

    SessionLimits limits() {
        return limits;
    }

    /** Has somebody told of the CPEs that act in sessions opened from now on; one at a time. */
    void tell(Acting listener) {
        acting = listener;
    }

    /**
     * Waits until nobody else deals with the CPE; {@link #leave} must follow.
     *
     * @return empty if that lasts longer than the patience
     */
    Optional<Lane> enter(CpeId cpe, Duration patience) {
        Lane lane = lanes.compute(cpe, (id, known) -> {
            Lane entered = known == null ? new Lane(id) : known;
            entered.users(entered.users() + 1);
            return entered;
        });
        try {
            if (lane.lock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.of(lane);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        forget(lane);
        return Optional.empty();
    }

    void leave(Lane lane) {
        Session session = lane.current();
        if (session != null) {
            session.exchanged();
        }
        lane.lock().unlock();
        forget(lane);
    }

    private void forget(Lane lane) {
        lanes.computeIfPresent(lane.cpe(), (id, known) -> {
            known.users(known.users() - 1);
            return known.users() == 0 && known.current() == null ? null : known;
        });
    }

    /**
     * Opens a session in a lane that has none.
     *
     * @return empty if there are as many as may be
     */
    Optional<Session> open(Lane lane, String namespace, Peer peer, OptionalInt askedTimeout) {
        if (!admit(peer.address())) {
            return Optional.empty();
        }
        Session session = new Session(
                facts(lane, namespace, peer),
                token(16),
                peer.connection(),
                peer.sender(),
                limits.timeout(askedTimeout),
                acting);
        put(lane, session);
        return Optional.of(session);
    }

    private void put(Lane lane, Session session) {
        lane.current(session);
        byCookie.put(session.cookie(), session);
        byConnection.put(session.connection(), session);
    }

    /** Goes on with the sessions that were open before an update of this bundle. */
    void takeUp(ServletContext listener) {
        for (Session session : Handover.take(listener, acting)) {
            enter(session.facts().cpe(), Duration.ZERO).ifPresent(lane -> {
                open.incrementAndGet();
                perAddress.merge(session.facts().remote(), 1, Integer::sum);
                put(lane, session);
                lane.lock().unlock();
                forget(lane);
            });
        }
    }

    /** Leaves the sessions that are open to the next start. */
    void leave(ServletContext listener) {
        Handover.leave(listener, List.copyOf(byCookie.values()));
        byCookie.clear();
        byConnection.clear();
        lanes.clear();
    }

    /** A session that begins now, with an id of its own. */
    CwmpSession facts(Lane lane, String namespace, Peer peer) {
        return new CwmpSession(token(8), lane.cpe(), namespace, peer.address(), Instant.now());
    }

    private boolean admit(InetAddress address) {
        if (open.incrementAndGet() > limits.sessions()) {
            open.decrementAndGet();
            return false;
        }
        if (perAddress.merge(address, 1, Integer::sum) > limits.sessionsPerAddress()) {
            dismiss(address);
            return false;
        }
        return true;
    }

    private void dismiss(InetAddress address) {
        perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    /** Takes the session out of its lane. */
    void close(Lane lane, Session session) {
        session.end();
        lane.current(null);
        byCookie.remove(session.cookie());
        byConnection.remove(session.connection(), session);
        dismiss(session.facts().remote());
    }

    /**
     * The session that a message belongs to, by one of its cookies, else by its connection, else by the CPE that it is proved
     * to be from; never by its address alone.
     */
    Optional<Session> find(List<String> cookies, Peer peer) {
        return cookies.stream()
                .flatMap(cookie -> Optional.ofNullable(byCookie.get(cookie)).stream())
                .findFirst()
                .or(() -> Optional.ofNullable(byConnection.get(peer.connection())))
                .or(() -> peer.sender()
                        .cpe()
                        .flatMap(cpe -> Optional.ofNullable(lanes.get(cpe)))
                        .flatMap(lane -> Optional.ofNullable(lane.current())));
    }

    /** The session that was opened on a connection. */
    Optional<Session> on(Object connection) {
        return Optional.ofNullable(byConnection.get(connection));
    }

    Collection<Session> all() {
        return byCookie.values();
    }

    @Override
    public List<OpenSession> list() {
        return byCookie.values().stream()
                .map(Session::shown)
                .sorted(Comparator.comparing(open -> open.session().started()))
                .toList();
    }

    /** Whether a message of the CPE is being dealt with in its session, or was less than five seconds ago. */
    boolean isActive(CpeId cpe) {
        Lane lane = lanes.get(cpe);
        @Nullable Session session = lane == null ? null : lane.current();
        return lane != null
                && session != null
                && (lane.users() > 0 || session.sinceExchange().compareTo(ACTIVE) < 0);
    }

    private String token(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
