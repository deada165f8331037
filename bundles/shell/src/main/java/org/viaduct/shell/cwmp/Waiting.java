package org.viaduct.shell.cwmp;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.OpenSessions;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.shell.Services;
import org.viaduct.shell.Times;

/** Waits for a call to end, and tells meanwhile how it goes on. */
final class Waiting {
    private static final long LOOK_MILLIS = 200;

    private final Services services;
    private final CallQueue queue;
    private final PrintStream progress;
    private String told = "";

    Waiting(Services services, CallQueue queue, PrintStream progress) {
        this.services = services;
        this.queue = queue;
        this.progress = progress;
    }

    /** @throws InterruptedException after Ctrl-C; the call stays queued, and the terminal says so */
    QueuedCall forEnd(QueuedCall call) throws InterruptedException {
        CompletableFuture<QueuedCall> end = queue.ended(call.id()).toCompletableFuture();
        try {
            while (true) {
                try {
                    return end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    queue.find(call.id()).map(this::situation).ifPresent(this::tell);
                }
            }
        } catch (ExecutionException stopped) {
            throw new IllegalStateException(
                    "The queue of RPCs stopped, the call is kept in it: cwmp:answer " + call.id()
                            + " shows later what became of it",
                    stopped);
        } catch (InterruptedException ctrlC) {
            progress.println();
            progress.println("The call stays queued until " + Times.time(call.deadline()) + ": cwmp:answer " + call.id()
                    + " shows what became of it, cwmp:cancel " + call.id() + " takes it back.");
            throw ctrlC;
        }
    }

    private String situation(QueuedCall call) {
        if (call.state() == QueuedCall.State.SENT) {
            return call.request().name() + " is sent, the answer is awaited.";
        }
        boolean session = services.find(OpenSessions.class).stream()
                .flatMap(sessions -> sessions.list().stream())
                .anyMatch(open -> open.session().cpe().equals(call.cpe()));
        if (session) {
            return "The CPE is in a session.";
        }
        return call.remark().isBlank() ? "The CPE is asked to connect." : Presentable.text(call.remark());
    }

    private void tell(String situation) {
        if (!situation.equals(told)) {
            told = situation;
            progress.println(situation);
        }
    }
}
