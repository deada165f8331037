package org.viaduct.cwmp.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;
import org.viaduct.http.client.BareHttpClient;

/**
 * One HTTP connection request (TR-069 3.2.2): a GET, repeated with each of the credentials as long as the CPE answers 401.
 * No redirect is followed; what the CPE sends beside the status is bounded and discarded.
 */
final class ConnectionRequest {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRequest.class);
    private static final int MAX_RESPONSE = 64 * 1_024;

    private final BareHttpClient http;
    private final Target target;
    private final Deque<Credentials> untried;
    private final Duration timeout;
    private final long started = System.nanoTime();
    private final SecureRandom random = new SecureRandom();
    private final CompletableFuture<WakeResult> result = new CompletableFuture<>();
    private @Nullable Credentials tried;
    private boolean nonceRenewed;
    private boolean connectionRenewed;

    ConnectionRequest(BareHttpClient http, Target target, List<Credentials> credentials, Duration timeout) {
        this.http = http;
        this.target = target;
        this.untried = new ArrayDeque<>(credentials);
        this.timeout = timeout;
    }

    CompletionStage<WakeResult> send() {
        send(Optional.empty());
        return result;
    }

    private void send(Optional<String> authorization) {
        Duration left = timeout.minusNanos(System.nanoTime() - started);
        if (left.isNegative() || left.isZero()) {
            finish(Outcome.FAILED, " did not accept within " + timeout.toSeconds() + " s");
            return;
        }
        Request request = http.request(target.uri())
                .timeout(left.toMillis() + 1, TimeUnit.MILLISECONDS)
                .header(HttpHeader.HOST, target.host());
        authorization.ifPresent(value -> request.header(HttpHeader.AUTHORIZATION, value));
        Bound bound = new Bound();
        request.onResponseHeader((response, field) -> {
            bound.count(
                    response,
                    String.valueOf(field.getValue()).length() + field.getName().length());
            return true;
        });
        request.onResponseContent((response, content) -> bound.count(response, content.remaining()));
        request.send(ended -> answered(ended, authorization));
    }

    private static final class OversizedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Breaks off a response that grows too large. */
    private static final class Bound {
        private long size;

        void count(Response response, int length) {
            size += length;
            if (size > MAX_RESPONSE) {
                response.abort(new OversizedException());
            }
        }
    }

    private void answered(Result ended, Optional<String> authorization) {
        try {
            if (ended.isFailed()) {
                failed(ended.getFailure(), authorization);
                return;
            }
            int status = ended.getResponse().getStatus();
            switch (status) {
                case 200, 204 -> finish(Outcome.ACCEPTED, " accepted the connection request");
                case 401 -> authenticate(ended.getResponse());
                case 503 -> finish(Outcome.BUSY, " is busy (503)");
                default -> finish(Outcome.FAILED, " answered the connection request with HTTP status " + status);
            }
        } catch (RuntimeException unexpected) {
            LOG.debug("The answer of {} could not be dealt with", target, unexpected);
            finish(Outcome.FAILED, " sent an answer that could not be dealt with");
        }
    }

    private void authenticate(Response response) {
        Challenge challenge = Challenge.strongest(response.getHeaders().getValuesList(HttpHeader.WWW_AUTHENTICATE))
                .orElse(null);
        if (challenge == null) {
            finish(Outcome.FAILED, " answered 401 without a digest or basic challenge");
            return;
        }
        boolean again = tried != null && challenge.stale() && !nonceRenewed;
        nonceRenewed |= again;
        Credentials next = again ? tried : untried.poll();
        if (next == null) {
            finish(
                    Outcome.FAILED,
                    tried == null
                            ? " wants credentials, and none were set in it yet: they are at its next session"
                            : " refuses the connection request credentials: they are set again at its next 0 BOOTSTRAP");
            return;
        }
        tried = next;
        byte[] cnonce = new byte[8];
        random.nextBytes(cnonce);
        send(Optional.of(
                Authorization.of(challenge, next, target.path(), HexFormat.of().formatHex(cnonce))));
    }

    /** Many CPEs close the connection after their 401 without saying so: then once more, on a new one. */
    private void failed(Throwable failure, Optional<String> authorization) {
        if (authorization.isPresent() && !connectionRenewed && !(failure instanceof TimeoutException)) {
            connectionRenewed = true;
            send(authorization);
            return;
        }
        LOG.debug("The connection request to {} failed: {}", target, failure.toString());
        finish(isOurs(failure) ? Outcome.BUSY : Outcome.FAILED, reason(failure));
    }

    /** The HTTP client did not get as far as the CPE, as while it is being replaced: it is worth while to try again. */
    private static boolean isOurs(Throwable failure) {
        return !(failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof OversizedException
                || failure instanceof HttpResponseException);
    }

    /** For the operator and the originator: what the CPE did, not what the HTTP client says about it. */
    private String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return " did not answer within " + timeout.toSeconds() + " s";
        }
        if (failure instanceof SocketTimeoutException) {
            return " could not be connected to in time: it may be switched off, or a firewall is between";
        }
        if (failure instanceof ConnectException) {
            return " does not accept connections: it may be restarting, or have another address now";
        }
        if (failure instanceof NoRouteToHostException) {
            return " cannot be reached: there is no route to its address";
        }
        if (failure instanceof OversizedException) {
            return " sent an answer of more than " + MAX_RESPONSE + " bytes";
        }
        if (failure instanceof HttpResponseException) {
            return " sent an answer that is not HTTP";
        }
        return failure instanceof IOException
                ? " closed the connection without an answer; it may be restarting: try again"
                : " could not be sent the connection request: try again";
    }

    private void finish(Outcome outcome, String what) {
        result.complete(new WakeResult(outcome, target + what));
    }
}
