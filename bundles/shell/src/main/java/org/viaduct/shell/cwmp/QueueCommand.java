package org.viaduct.shell.cwmp;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;

/** {@code cwmp:queue ID} */
@Service
@Command(
        scope = "cwmp",
        name = "queue",
        description =
                "Lists the RPCs that wait for a CPE, whoever queued them, and those of the console that have ended.",
        detailedDescription = "classpath:queue.txt")
public final class QueueCommand extends ServiceCommand {

    @Argument(name = "ID", description = "Identifier of the CPE, as cwmp:devices lists it", required = true)
    @Completion(CpeCompleter.class)
    String cpe = "";

    @Option(name = "--last", description = "How many that have ended to list at most")
    int last = 10;

    @Override
    protected void run(Services services, Console console) {
        CpeId id = Cpes.known(services, cpe).id();
        Work.printWaiting(services, id, console.out());
        List<QueuedCall> past = services.need(CallQueue.class, Cpes.QUEUE).list(id).stream()
                .filter(call -> call.state() != QueuedCall.State.WAITING)
                .toList();
        if (past.isEmpty()) {
            return;
        }
        int shown = Math.min(past.size(), Math.max(1, last));
        console.out().println();
        Work.sent(past.subList(0, shown)).print(console.out());
        if (past.size() > shown) {
            console.out().println(past.size() - shown + " older: --last " + past.size() + " lists all.");
        }
    }
}
