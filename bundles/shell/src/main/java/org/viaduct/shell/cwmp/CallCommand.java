package org.viaduct.shell.cwmp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.QueueFullException;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.codec.RpcDescription;
import org.viaduct.cwmp.spi.present.VendorRpcs;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.shell.Times;

/** {@code cwmp:call ID RPC [ARGUMENT…]} */
@Service
@Command(
        scope = "cwmp",
        name = "call",
        description = "Queues an RPC for a CPE, has the CPE asked to connect, and waits for its answer.",
        detailedDescription = "classpath:call.txt")
public final class CallCommand extends ServiceCommand {

    @Argument(name = "ID", description = "Identifier of the CPE, as cwmp:devices lists it", required = true)
    @Completion(CpeCompleter.class)
    String cpe = "";

    @Argument(index = 1, name = "RPC", description = "Name of the RPC, such as GetParameterValues", required = true)
    @Completion(RpcCompleter.class)
    String rpc = "";

    @Argument(
            index = 2,
            name = "ARGUMENT",
            description = "An argument of the RPC as Name=value, one after the other; see the details below",
            multiValued = true)
    @Completion(ArgumentCompleter.class)
    List<String> arguments = new ArrayList<>();

    @Option(name = "--no-wait", description = "Does not wait for the answer: cwmp:answer shows it later")
    boolean noWait;

    @Option(
            name = "--deadline",
            description =
                    "How long the RPC may wait for a session of the CPE, after which it is given up: 90s, 30m, 12h, 7d")
    String deadline = "1h";

    @Option(name = "--priority", description = "RPCs with a higher one go first; what is queued without one has 0")
    int priority = CallQueue.ORDINARY;

    @Override
    protected void run(Services services, Console console) throws CommandException, IOException, InterruptedException {
        CpeId id = Cpes.known(services, cpe).id();
        CallQueue queue = services.need(CallQueue.class, Cpes.QUEUE);
        CwmpRequest request = CallArguments.request(description(CpeMethods.of(services)), arguments, console);
        QueuedCall call;
        try {
            call = queue.submit(id, request, priority, Durations.parse("--deadline", deadline));
        } catch (QueueFullException full) {
            throw new IllegalStateException(full.getMessage(), full);
        }
        if (noWait) {
            console.out()
                    .println(rpc + " is queued until " + Times.time(call.deadline()) + ": cwmp:answer " + call.id()
                            + " shows its answer, cwmp:cancel " + call.id() + " takes it back.");
            return;
        }
        report(new Waiting(services, queue, console.progress()).forEnd(call), console);
    }

    private RpcDescription description(VendorRpcs rpcs) {
        return rpcs.cpeMethod(rpc)
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no RPC " + rpc + " that a CPE can be asked for, only "
                                + rpcs.cpeMethods().stream()
                                        .map(RpcDescription::name)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }

    private void report(QueuedCall call, Console console) throws CommandException {
        String remark = call.remark().isBlank() ? "" : " (" + Presentable.text(call.remark()) + ")";
        if (call.state() != QueuedCall.State.ANSWERED) {
            throw new CommandException(rpc + " has no answer, " + Work.outcome(call) + remark);
        }
        call.outcome().ifPresent(new Messages(console.out())::outcome);
        if (call.outcome().orElse(null) instanceof CwmpOutcome.Faulted faulted) {
            throw new CommandException("The CPE refused " + rpc + ": " + Messages.line(faulted.fault()));
        }
        console.progress().println(rpc + " is answered" + remark + ".");
    }
}
