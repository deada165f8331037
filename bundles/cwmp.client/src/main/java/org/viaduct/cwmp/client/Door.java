package org.viaduct.cwmp.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CpeAuthentication;
import org.viaduct.cwmp.api.HttpCall;
import org.viaduct.cwmp.api.Verdict;
import org.viaduct.cwmp.api.Verdict.Admitted;
import org.viaduct.cwmp.api.Verdict.Denied;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.store.ConflictException;
import org.viaduct.store.StoreUnavailableException;

/**
 * Has it found out who sent a message, before its body counts for anything. Who opened the session of a connection need not
 * prove himself again on it; what he proves all the same is looked at, so that nobody can use it a second time.
 */
final class Door {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    /** How Jetty shows the connection of a request; here the object only stands for the connection. */
    private static final String CONNECTION = "org.eclipse.jetty.server.HttpConnection";

    private static final String CERTIFICATES = "javax.servlet.request.X509Certificate";
    private static final String AUTHORIZATION = "Authorization";
    private static final String BOOTSTRAP = "0 BOOTSTRAP";
    private static final Reply.Refused UNAVAILABLE =
            new Reply.Refused(503, "credentials cannot be looked at at present");

    private final Sessions sessions;
    private final Participants participants;
    private final PeerLog log;

    Door(Sessions sessions, Participants participants, PeerLog log) {
        this.sessions = sessions;
        this.participants = participants;
        this.log = log;
    }

    /** What became of somebody who wants in: one of the two is there. */
    record Outcome(Optional<Peer> peer, Optional<Reply.Refused> refused) {

        private static Outcome of(Reply.Refused refused) {
            return new Outcome(Optional.empty(), Optional.of(refused));
        }
    }

    Outcome admit(HttpServletRequest request) {
        InetAddress address = address(request);
        Object connection = connection(request);
        List<String> authorization = Collections.list(request.getHeaders(AUTHORIZATION));
        Optional<Session> session = authorization.isEmpty() ? sessions.on(connection) : Optional.empty();
        if (session.isPresent()) {
            return new Outcome(
                    Optional.of(new Peer(address, connection, session.get().sender())), Optional.empty());
        }
        HttpCall call = new HttpCall(
                request.getMethod(),
                target(request),
                authorization,
                request.isSecure(),
                request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain ? List.of(chain) : List.of(),
                address);
        return ask(address, authentication -> {
            Verdict verdict = authentication.admit(call);
            return verdict instanceof Admitted admitted
                    ? new Outcome(Optional.of(new Peer(address, connection, admitted.sender())), Optional.empty())
                    : Outcome.of(reply((Denied) verdict));
        });
    }

    /** What an Inform is to be refused with; empty if its sender may open a session as this CPE. */
    Optional<Reply.Refused> refuses(Peer peer, CpeId cpe, Inform inform) {
        boolean bootstrap = inform.event().stream().map(EventStruct::eventCode).anyMatch(BOOTSTRAP::equals);
        return ask(
                        peer.address(),
                        authentication -> new Outcome(
                                Optional.of(peer),
                                authentication
                                        .refuses(peer.sender(), cpe, bootstrap, peer.address())
                                        .map(Door::reply)))
                .refused();
    }

    private Outcome ask(InetAddress address, Function<CpeAuthentication, Outcome> question) {
        CpeAuthentication authentication = participants.authentication().orElse(null);
        if (authentication == null) {
            return Outcome.of(UNAVAILABLE);
        }
        try {
            return question.apply(authentication);
        } catch (StoreUnavailableException | ConflictException atPresent) {
            log.warn(
                    address.getHostAddress(),
                    "The CPE at {} must retry: {}",
                    address.getHostAddress(),
                    atPresent.getMessage());
            return Outcome.of(UNAVAILABLE);
        } catch (RuntimeException failure) {
            LOG.error("The CPE at {} must retry: its authentication failed", address.getHostAddress(), failure);
            return Outcome.of(UNAVAILABLE);
        }
    }

    private static Reply.Refused reply(Denied denied) {
        return new Reply.Refused(denied.status(), denied.sentence(), denied.challenges(), denied.delay());
    }

    private static String target(HttpServletRequest request) {
        return request.getQueryString() == null
                ? request.getRequestURI()
                : request.getRequestURI() + '?' + request.getQueryString();
    }

    static Object connection(HttpServletRequest request) {
        @Nullable Object connection = request.getAttribute(CONNECTION);
        return connection != null ? connection : new Object();
    }

    private static InetAddress address(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr());
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalStateException("the address of a peer is an address", notAnAddress);
        }
    }
}
