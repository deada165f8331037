package org.viaduct.shell.cwmp;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.shell.Services;
import org.viaduct.shell.Services.Named;
import org.viaduct.shell.Table;
import org.viaduct.shell.Times;

/** What is to be said to a CPE, and what has been. */
final class Work {
    private Work() {}

    /** The RPCs that all participants hold for a CPE, in the order in which they would be sent. */
    static void printWaiting(Services services, CpeId cpe, PrintStream out) {
        Instant now = Instant.now();
        Table table = Table.of("By", "Identifier", "RPC", "Waits", "Given up in", "");
        for (Named<SessionParticipant> each : services.all(SessionParticipant.class, SessionParticipant.NAME)) {
            for (WaitingCall call : each.service().waiting(cpe)) {
                table.row(
                        each.name(),
                        Presentable.text(call.id()),
                        call.rpc(),
                        Times.since(call.since(), now),
                        call.deadline()
                                .map(deadline -> Times.length(Duration.between(now, deadline)))
                                .orElse("never"),
                        call.urgent() ? "somebody waits for the answer" : "");
            }
        }
        table.print(out, "Nothing waits for this CPE.");
    }

    /** Calls of the queue that no longer wait. */
    static Table sent(List<QueuedCall> calls) {
        Table table = Table.of("Call", "RPC", "Queued", "Outcome", "Remark");
        for (QueuedCall call : calls) {
            table.row(
                    call.id(),
                    call.request().name(),
                    Times.time(call.submitted()),
                    outcome(call),
                    Presentable.text(call.remark()));
        }
        return table;
    }

    static String outcome(QueuedCall call) {
        return switch (call.state()) {
            case WAITING -> "waits";
            case SENT -> "sent, the answer is awaited";
            case ANSWERED -> call.outcome()
                    .map(outcome -> outcome instanceof CwmpOutcome.Faulted faulted
                            ? "fault " + Messages.line(faulted.fault())
                            : "answered")
                    .orElse("answered");
            case CANCELLED -> "taken back";
            case EXPIRED -> "given up: the CPE did not come in time";
            case UNKNOWN -> "not known: the session broke off after it was sent";
        };
    }

    /** One call with its arguments and what came back. */
    static void show(QueuedCall call, PrintStream out) {
        out.println(call.request().name() + " for " + call.cpe() + ", call " + call.id() + ", queued "
                + Times.time(call.submitted()));
        Messages messages = new Messages(out);
        messages.request(call.request());
        out.println();
        out.println("Outcome: " + outcome(call)
                + (call.remark().isBlank() ? "" : " (" + Presentable.text(call.remark()) + ")"));
        call.outcome().ifPresent(messages::outcome);
    }
}
