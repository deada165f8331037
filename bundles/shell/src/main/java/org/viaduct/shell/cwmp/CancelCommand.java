package org.viaduct.shell.cwmp;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;

/** {@code cwmp:cancel CALL} */
@Service
@Command(
        scope = "cwmp",
        name = "cancel",
        description = "Takes a queued RPC back, if it has not been sent.",
        detailedDescription = "classpath:cancel.txt")
public final class CancelCommand extends ServiceCommand {

    @Argument(
            name = "CALL",
            description = "Identifier of the call, as cwmp:call and cwmp:queue tell it",
            required = true)
    @Completion(WaitingCallCompleter.class)
    String call = "";

    @Override
    protected void run(Services services, Console console) {
        QueuedCall cancelled = services.need(CallQueue.class, Cpes.QUEUE)
                .cancel(call)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "There is no call " + call
                                        + " in the queue: cwmp:queue lists those of a CPE; what a mgmtCmd started is cancelled through oneM2M"));
        if (cancelled.state() != QueuedCall.State.CANCELLED) {
            throw new IllegalStateException("It is too late: "
                    + cancelled.request().name() + " was sent, and its outcome is: " + Work.outcome(cancelled));
        }
        console.out().println(cancelled.request().name() + " for " + cancelled.cpe() + " is taken back.");
    }
}
