package org.viaduct.cwmp.queue;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.QueuedCall.State;
import org.viaduct.cwmp.queue.Ledger.Outcome;

/** What happens to a call after it was submitted, state by state: the only place that decides it. */
final class Lifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Ledger ledger;
    private final CallIndex index;
    private final Remarks remarks;
    private final Watchers watchers;
    private final Views views;
    private final SealedMessages messages;
    private final int answerBytes;
    private final Clock clock;

    Lifecycle(
            Ledger ledger,
            CallIndex index,
            Remarks remarks,
            Watchers watchers,
            Views views,
            SealedMessages messages,
            int answerBytes,
            Clock clock) {
        this.ledger = ledger;
        this.index = index;
        this.remarks = remarks;
        this.watchers = watchers;
        this.views = views;
        this.messages = messages;
        this.answerBytes = answerBytes;
        this.clock = clock;
    }

    /**
     * It may have been sent from now on; where its deadline has passed it ends instead.
     *
     * @return whether it is to be sent
     */
    boolean send(String id) {
        return change(
                        id,
                        call -> call.state() != State.WAITING
                                ? call
                                : isDue(call) ? expired(call) : in(call, State.SENT))
                .filter(Outcome::changed)
                .filter(outcome -> outcome.after().state() == State.SENT)
                .isPresent();
    }

    /** Its session ended before it was written. */
    void notSent(String id) {
        change(id, call -> call.state() == State.SENT ? in(call, State.WAITING) : call);
    }

    /** The client does not send it. */
    void refused(String id) {
        change(
                id,
                call -> call.state() == State.SENT
                        ? call.in(
                                State.CANCELLED,
                                clock.instant(),
                                "Not sent: this CPE was told to reboot too often within an hour (reboots.max of the CWMP"
                                        + " client).")
                        : call);
    }

    /** Its answer will not come. */
    void lost(String id) {
        change(
                id,
                call -> call.state() == State.SENT
                        ? call.in(
                                State.UNKNOWN,
                                clock.instant(),
                                "Its session broke before the answer: whether the CPE carries it out is not known. It is not"
                                        + " sent again.")
                        : call);
    }

    /** The CPE answered, perhaps after its answer was given up. */
    void answered(String id, CwmpOutcome outcome) {
        byte[] xml = messages.xml(message(outcome));
        boolean kept = xml.length <= answerBytes;
        String remark = kept ? "" : "The answer has " + xml.length + " bytes, too many to be kept (answer.max).";
        Optional<String> sealed = kept ? Optional.of(messages.seal(xml, Views.answerTo(id))) : Optional.empty();
        Optional<Outcome> change = ledger.change(
                id,
                call -> call.state() == State.SENT || call.state() == State.UNKNOWN
                        ? call.in(State.ANSWERED, clock.instant(), remark)
                        : call,
                sealed);
        change.ifPresent(made -> tell(made, () -> views.of(made.after(), Optional.of(outcome))));
    }

    /** @return the call as it is afterwards; empty if there is none */
    Optional<CallRecord> cancel(String id) {
        return change(id, call -> call.state() == State.WAITING ? in(call, State.CANCELLED) : call)
                .map(Outcome::after);
    }

    /** Its deadline may have passed. */
    void due(String id) {
        change(id, call -> call.state() == State.WAITING && isDue(call) ? expired(call) : call);
    }

    /** It cannot be opened any more. */
    void unreadable(String id) {
        change(
                id,
                call -> call.state() == State.WAITING
                        ? call.in(
                                State.CANCELLED,
                                clock.instant(),
                                "Not sent: it cannot be opened with the present key. Submit it again.")
                        : call);
    }

    private boolean isDue(CallRecord call) {
        return !call.deadline().isAfter(clock.instant());
    }

    private CallRecord expired(CallRecord call) {
        String why = remarks.on(call.cpe());
        return call.in(State.EXPIRED, clock.instant(), why);
    }

    private CallRecord in(CallRecord call, State next) {
        return call.in(next, clock.instant(), "");
    }

    private static CwmpMessage message(CwmpOutcome outcome) {
        return outcome instanceof CwmpOutcome.Faulted faulted
                ? faulted.fault()
                : ((CwmpOutcome.Success) outcome).response();
    }

    private Optional<Outcome> change(String id, UnaryOperator<CallRecord> decision) {
        Optional<Outcome> outcome = ledger.change(id, decision);
        outcome.ifPresentOrElse(made -> tell(made, () -> views.of(made.after())), () -> index.remove(id));
        return outcome;
    }

    private void tell(Outcome made, Supplier<QueuedCall> view) {
        CallRecord call = made.after();
        if (!made.changed()) {
            return;
        }
        LOG.debug("{} of {}, {}: {} {}", call.rpc(), call.cpe(), call.id(), call.state(), call.remark());
        if (index.waiting(call.cpe()).isEmpty()) {
            remarks.forget(call.cpe());
        }
        if (call.state().ended()) {
            watchers.tell(call.id(), view);
        }
    }
}
