package org.viaduct.interworking.objects;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.QueueFullException;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;

/**
 * RPCs that requests wait for. They go through the queue of their CPE, before those that nobody waits for; what is given up
 * is taken back from there if it has not been sent. Thread-safe; no thread waits.
 */
final class Calls {

    /**
     * Who waits, and how long.
     *
     * @param persistent also when the CPE cannot be reached: it may open a session by itself
     */
    record Patience(Instant until, boolean persistent) {}

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final int PRIORITY = CallQueue.ORDINARY + 10;

    private final class Pending {
        private final CpeId cpe;
        private final CwmpRequest request;
        private final boolean persistent;
        private final CompletableFuture<CwmpResponse> answer = new CompletableFuture<>();
        private volatile @Nullable OneM2mException because;

        private Pending(CpeId cpe, CwmpRequest request, boolean persistent) {
            this.cpe = cpe;
            this.request = request;
            this.persistent = persistent;
        }
    }

    private final Arrivals arrivals;
    private final Refusals refusals;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private volatile @Nullable CallQueue queue;

    Calls(Arrivals arrivals, Refusals refusals, ScheduledExecutorService executor, Clock clock) {
        this.arrivals = arrivals;
        this.refusals = refusals;
        this.executor = executor;
        this.clock = clock;
    }

    void arrived(CallQueue arrival) {
        queue = arrival;
        arrivals.arrived();
    }

    void left(CallQueue departure) {
        if (queue == departure) {
            queue = null;
            arrivals.left();
        }
    }

    /**
     * Completes with what the CPE answers.
     *
     * @return completes exceptionally with an {@link OneM2mException}: the fault of the CPE; 6020 and 6021 without a session,
     *     then nothing is sent later; 4008 when the answer does not come in time
     */
    CompletionStage<CwmpResponse> run(CpeId cpe, CwmpRequest request, Patience patience) {
        return arrivals.soon(() -> Optional.ofNullable(queue))
                .thenCompose(present -> run(
                        present.orElseThrow(
                                () -> new OneM2mException(
                                        ResponseStatusCode.INTERNAL_SERVER_ERROR,
                                        "The queue of RPCs (org.viaduct.cwmp.queue) is not running at present: try again later.")),
                        new Pending(cpe, request, patience.persistent()),
                        patience.until()));
    }

    private CompletionStage<CwmpResponse> run(CallQueue present, Pending call, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        if (left.isNegative() || left.isZero()) {
            throw noSession(call);
        }
        String id = submit(present, call, left);
        pending.put(id, call);
        present.ended(id).whenComplete((ended, failure) -> settle(id, call, ended, failure));
        Future<?> alarm = executor.schedule(() -> timeOut(id, call), left.toMillis(), TimeUnit.MILLISECONDS);
        return call.answer.whenComplete((response, refusal) -> alarm.cancel(false));
    }

    private static String submit(CallQueue present, Pending call, Duration left) {
        try {
            return present.submit(call.cpe, call.request, PRIORITY, left).id();
        } catch (QueueFullException full) {
            throw new OneM2mException(ResponseStatusCode.INTERNAL_SERVER_ERROR, full.getMessage());
        } catch (IllegalArgumentException unfit) {
            throw new OneM2mException(ResponseStatusCode.MGMT_CONVERSION_ERROR, unfit.getMessage());
        }
    }

    private void settle(String id, Pending call, @Nullable QueuedCall ended, @Nullable Throwable failure) {
        pending.remove(id);
        if (ended == null) {
            LOG.debug("{} is not watched any more", id, failure);
            call.answer.completeExceptionally(new OneM2mException(
                    ResponseStatusCode.INTERNAL_SERVER_ERROR,
                    "The queue of RPCs was stopped or updated: " + call.request.name() + " goes on as call " + id
                            + ", look at it or try again."));
            return;
        }
        Optional<CwmpOutcome> outcome = ended.outcome();
        if (outcome.isPresent() && outcome.get() instanceof CwmpOutcome.Success success) {
            call.answer.complete(success.response());
        } else if (outcome.isPresent() && outcome.get() instanceof CwmpOutcome.Faulted faulted) {
            call.answer.completeExceptionally(refusals.of(call.cpe, call.request.name(), faulted.fault()));
        } else {
            call.answer.completeExceptionally(without(ended, call));
        }
    }

    /** Why it ended without an answer. */
    private static OneM2mException without(QueuedCall ended, Pending call) {
        OneM2mException because = call.because;
        if (because != null) {
            return because;
        }
        return switch (ended.state()) {
            case EXPIRED -> noSession(call);
            case CANCELLED -> new OneM2mException(
                    ResponseStatusCode.CONFLICT,
                    ended.remark().isEmpty()
                            ? call.request.name() + " was taken back from the queue of the CPE before it was sent."
                            : ended.remark());
            case WAITING, SENT, ANSWERED, UNKNOWN -> new OneM2mException(
                    ResponseStatusCode.INTERNAL_SERVER_ERROR, call.request.name() + ": " + ended.remark());
        };
    }

    private static OneM2mException noSession(Pending call) {
        return new OneM2mException(
                ResponseStatusCode.MGMT_SESSION_ESTABLISHMENT_TIMEOUT,
                "The CPE " + call.cpe + " opened no session in time: " + call.request.name() + " is not sent.");
    }

    private void timeOut(String id, Pending call) {
        if (!giveUp(id, call, noSession(call))) {
            call.answer.completeExceptionally(new OneM2mException(
                    ResponseStatusCode.REQUEST_TIMEOUT,
                    "The CPE " + call.cpe + " has not answered " + call.request.name()
                            + " in time: look later whether it has carried it out."));
        }
    }

    /** The CPE was asked for a session, in vain. */
    void unreachable(CpeId cpe, String detail) {
        if (pending.isEmpty()) {
            return;
        }
        List<Map.Entry<String, Pending>> hopeless = pending.entrySet().stream()
                .filter(entry -> entry.getValue().cpe.equals(cpe) && !entry.getValue().persistent)
                .toList();
        if (!hopeless.isEmpty()) {
            OneM2mException because = new OneM2mException(
                    ResponseStatusCode.MGMT_SESSION_CANNOT_BE_ESTABLISHED,
                    "No session with the CPE can be had: " + detail + ".");
            executor.execute(() -> hopeless.forEach(entry -> giveUp(entry.getKey(), entry.getValue(), because)));
        }
    }

    /** Takes a call back. @return false if it may have been sent, and is to be waited for */
    private boolean giveUp(String id, Pending call, OneM2mException because) {
        if (call.answer.isDone()) {
            return true;
        }
        call.because = because;
        try {
            CallQueue present = queue;
            Optional<QueuedCall> after = present == null ? Optional.empty() : present.cancel(id);
            if (after.isPresent()) {
                boolean sent = after.get().state() == QueuedCall.State.SENT;
                call.because = sent ? null : because;
                return !sent;
            }
        } catch (RuntimeException away) {
            LOG.warn("{} cannot be taken back, it goes out or expires: {}", id, away.toString());
        }
        call.answer.completeExceptionally(because);
        return true;
    }

    /** Ends all waiting; what has not been sent is taken back. */
    void close() {
        OneM2mException because = new OneM2mException(
                ResponseStatusCode.INTERNAL_SERVER_ERROR,
                "The interworking of <mgmtObj>s is being stopped or updated: look at the resource, then try again.");
        Set.copyOf(pending.entrySet()).forEach(entry -> {
            giveUp(entry.getKey(), entry.getValue(), because);
            entry.getValue().answer.completeExceptionally(because);
        });
    }
}
