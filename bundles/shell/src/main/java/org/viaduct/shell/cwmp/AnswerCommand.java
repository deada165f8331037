package org.viaduct.shell.cwmp;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;

/** {@code cwmp:answer CALL} */
@Service
@Command(
        scope = "cwmp",
        name = "answer",
        description = "Shows a queued RPC with its arguments, and what the CPE answered.",
        detailedDescription = "classpath:answer.txt")
public final class AnswerCommand extends ServiceCommand {

    @Argument(
            name = "CALL",
            description = "Identifier of the call, as cwmp:call and cwmp:queue tell it",
            required = true)
    @Completion(CallCompleter.class)
    String call = "";

    @Override
    protected void run(Services services, Console console) {
        Work.show(
                services.need(CallQueue.class, Cpes.QUEUE)
                        .find(call)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "There is no call " + call + ", or no longer: cwmp:queue lists those of a CPE")),
                console.out());
    }
}
