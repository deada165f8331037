package org.viaduct.cwmp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.OpenSession;
import org.viaduct.cwmp.api.Sender;

/** A session; all but {@link #idle}, {@link #sinceExchange} and {@link #shown} only by who has entered the {@link Lane} of its CPE. */
final class Session {

    private final CwmpSession facts;
    private final String cookie;
    private final Object connection;
    private final Sender sender;
    private final Duration timeout;
    private final Acting acting;
    private volatile long lastExchange = System.nanoTime();
    private volatile @Nullable Outstanding outstanding;
    private volatile int calls;
    private int requests;
    private int requestsInARow;
    private int retries;
    private boolean holding;
    private boolean finished;
    private boolean ended;

    Session(CwmpSession facts, String cookie, Object connection, Sender sender, Duration timeout, Acting acting) {
        this.facts = facts;
        this.cookie = cookie;
        this.connection = connection;
        this.sender = sender;
        this.timeout = timeout;
        this.acting = acting;
    }

    /** A session as it was when its {@link #values} were taken. */
    static Session of(Map<?, ?> values, Acting acting) {
        Session session = new Session(
                (CwmpSession) require(values, "facts"),
                (String) require(values, "cookie"),
                require(values, "connection"),
                (Sender) require(values, "sender"),
                (Duration) require(values, "timeout"),
                acting);
        session.lastExchange = (Long) require(values, "lastExchange");
        session.calls = (Integer) require(values, "calls");
        session.requests = (Integer) require(values, "requests");
        session.requestsInARow = (Integer) require(values, "requestsInARow");
        session.retries = (Integer) require(values, "retries");
        session.holding = (Boolean) require(values, "holding");
        session.finished = (Boolean) require(values, "finished");
        if (values.get("call") instanceof Call call) {
            session.outstanding =
                    new Outstanding((String) require(values, "participant"), call, (String) require(values, "callId"));
            acting.begins(session.facts.cpe());
        }
        return session;
    }

    private static Object require(Map<?, ?> values, String key) {
        return Objects.requireNonNull(values.get(key), key);
    }

    /** All that is known of it, by types of other bundles. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>(Map.of(
                "facts", facts,
                "cookie", cookie,
                "connection", connection,
                "sender", sender,
                "timeout", timeout));
        values.putAll(Map.of(
                "lastExchange", lastExchange,
                "calls", calls,
                "requests", requests,
                "requestsInARow", requestsInARow,
                "retries", retries,
                "holding", holding,
                "finished", finished));
        Outstanding call = outstanding;
        if (call != null) {
            values.putAll(Map.of("participant", call.participant(), "call", call.call(), "callId", call.id()));
        }
        return values;
    }

    /**
     * A call whose answer has not come yet.
     *
     * @param participant the name of the one who gave it
     * @param id the header ID that it was sent with
     */
    record Outstanding(String participant, Call call, String id) {}

    CwmpSession facts() {
        return facts;
    }

    String cookie() {
        return cookie;
    }

    Object connection() {
        return connection;
    }

    /** Who opened it. */
    Sender sender() {
        return sender;
    }

    @Nullable
    Outstanding outstanding() {
        return outstanding;
    }

    /** The name of the response to the call that is outstanding. */
    Optional<String> awaited() {
        Outstanding call = outstanding;
        return call == null
                ? Optional.empty()
                : Optional.of(call.call().request().name() + "Response");
    }

    /** The calls made so far. */
    int calls() {
        return calls;
    }

    Outstanding call(String participant, Call call) {
        calls++;
        Outstanding made = new Outstanding(participant, call, Integer.toString(calls));
        outstanding = made;
        acting.begins(facts.cpe());
        return made;
    }

    /** The CPE calls an RPC. */
    void requested() {
        requests++;
        requestsInARow++;
    }

    /** The RPCs that the CPE called so far. */
    int requests() {
        return requests;
    }

    /** Those that it called since it was free to do so. */
    int requestsInARow() {
        return requestsInARow;
    }

    /** How often in a row the CPE has been asked to repeat a request, this time included. */
    int retried() {
        return ++retries;
    }

    void taken() {
        retries = 0;
    }

    /** Whether the last envelope told the CPE to hold its requests (TR-069 3.5). */
    boolean holding() {
        return holding;
    }

    void holding(boolean hold) {
        if (!hold && holding) {
            requestsInARow = 0;
        }
        holding = hold;
    }

    /** The CPE sent an empty POST: unless it is held, it has no further requests (TR-069 3.7.1.4). */
    void emptyPost() {
        finished = !holding;
    }

    boolean finished() {
        return finished;
    }

    /** Takes the outstanding call away: it is answered, or never will be. */
    @Nullable
    Outstanding settle() {
        Outstanding settled = outstanding;
        outstanding = null;
        if (settled != null) {
            acting.ends(facts.cpe());
        }
        return settled;
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
        acting.ends(facts.cpe());
    }

    void exchanged() {
        lastExchange = System.nanoTime();
    }

    Duration sinceExchange() {
        return Duration.ofNanos(System.nanoTime() - lastExchange);
    }

    /** Whether the CPE has been silent for longer than it may. */
    boolean idle() {
        return sinceExchange().compareTo(timeout) > 0;
    }

    OpenSession shown() {
        return new OpenSession(
                facts,
                Instant.now().minus(sinceExchange()),
                calls,
                Optional.ofNullable(outstanding)
                        .map(awaited -> awaited.call().request().name()));
    }
}
