package org.viaduct.cwmp.queue;

import java.util.Optional;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.QueuedCall.State;
import org.viaduct.cwmp.rpc.UnknownRequest;

/** Calls as their submitters see them. */
final class Views {

    private final Ledger ledger;
    private final SealedMessages messages;
    private final Remarks remarks;

    Views(Ledger ledger, SealedMessages messages, Remarks remarks) {
        this.ledger = ledger;
        this.messages = messages;
        this.remarks = remarks;
    }

    /** Where the request cannot be opened any more only its name is shown. */
    QueuedCall of(CallRecord call) {
        return of(call, call.state() == State.ANSWERED ? outcome(call.id()) : Optional.empty());
    }

    QueuedCall of(CallRecord call, Optional<CwmpOutcome> outcome) {
        return new QueuedCall(
                call.id(),
                call.cpe(),
                request(call).orElseGet(() -> new UnknownRequest(call.rpc())),
                call.priority(),
                call.submitted(),
                call.deadline(),
                call.state(),
                outcome,
                call.state() == State.WAITING && call.remark().isEmpty() ? remarks.on(call.cpe()) : call.remark());
    }

    /** Empty when the key that it was sealed with is lost. */
    Optional<CwmpRequest> request(CallRecord call) {
        return messages.open(call.sealedRequest(), requestOf(call.id()))
                .filter(CwmpRequest.class::isInstance)
                .map(CwmpRequest.class::cast);
    }

    /** Whether the arguments of the request can be read, so that it may be sent. */
    boolean isWhole(CallRecord call, CwmpRequest request) {
        return messages.isWhole(request, call.sealedRequest(), requestOf(call.id()));
    }

    private Optional<CwmpOutcome> outcome(String id) {
        return ledger.answer(id)
                .flatMap(answer -> messages.open(answer, answerTo(id)))
                .flatMap(Views::outcome);
    }

    private static Optional<CwmpOutcome> outcome(CwmpMessage answer) {
        if (answer instanceof CwmpFault fault) {
            return Optional.of(new CwmpOutcome.Faulted(fault));
        }
        return answer instanceof CwmpResponse response
                ? Optional.of(new CwmpOutcome.Success(response))
                : Optional.empty();
    }

    /** What a sealed request belongs to. */
    static String requestOf(String id) {
        return "cwmp.call:" + id;
    }

    /** What a sealed answer belongs to. */
    static String answerTo(String id) {
        return "cwmp.call.answer:" + id;
    }
}
