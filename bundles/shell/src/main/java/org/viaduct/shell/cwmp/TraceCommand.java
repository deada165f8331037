package org.viaduct.shell.cwmp;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.SessionTraces;
import org.viaduct.cwmp.api.SessionTraces.Direction;
import org.viaduct.cwmp.api.SessionTraces.SessionTrace;
import org.viaduct.cwmp.api.SessionTraces.TracedMessage;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.shell.Times;

/** {@code cwmp:trace ID [on|off|show]} */
@Service
@Command(
        scope = "cwmp",
        name = "trace",
        description = "Records what is said in the sessions of a CPE, and shows it.",
        detailedDescription = "classpath:trace.txt")
public final class TraceCommand extends ServiceCommand {

    @Argument(name = "ID", description = "Identifier of the CPE; it need not be known yet", required = true)
    @Completion(CpeCompleter.class)
    String cpe = "";

    @Argument(
            index = 1,
            name = "ACTION",
            description = "on records its sessions from now on, off stops and forgets, show prints the last ones")
    @Completion(
            value = StringsCompleter.class,
            values = {"on", "off", "show"})
    String action = "show";

    @Option(name = "--last", description = "How many sessions to show at most, the latest")
    int last = 3;

    @Option(name = "--brief", description = "Shows one line for each message")
    boolean brief;

    @Override
    protected void run(Services services, Console console) {
        SessionTraces traces = services.need(SessionTraces.class, Cpes.CLIENT);
        CpeId id = Cpes.id(cpe);
        PrintStream out = console.out();
        switch (action) {
            case "on" -> {
                traces.on(id);
                boolean known = services.find(Devices.class)
                        .flatMap(devices -> devices.find(id))
                        .isPresent();
                out.println("The sessions of " + id + " are recorded from now on"
                        + (known ? "." : ", though no CPE of this name has informed so far."));
            }
            case "off" -> {
                traces.off(id);
                out.println("The sessions of " + id + " are no longer recorded, and what was is forgotten.");
            }
            case "show" -> show(traces, id, out);
            default -> throw new IllegalArgumentException("An action is on, off or show, not " + action);
        }
    }

    private void show(SessionTraces traces, CpeId id, PrintStream out) {
        List<SessionTrace> sessions = traces.sessions(id);
        if (!traces.traced().contains(id)) {
            out.println("Nothing is recorded: cwmp:trace " + id + " on records its sessions from then on.");
        } else if (sessions.isEmpty()) {
            out.println("No session was opened since the trace is on: cwmp:wake " + id + " asks for one.");
        }
        sessions.stream().skip(Math.max(0, sessions.size() - Math.max(1, last))).forEach(session -> show(session, out));
    }

    private void show(SessionTrace trace, PrintStream out) {
        out.println("Session " + trace.session().id() + " from "
                + trace.session().remote().getHostAddress() + ", "
                + Times.time(trace.session().started()) + ", "
                + trace.end().map(Presentable::text).orElse("open"));
        for (TracedMessage message : trace.messages()) {
            out.println("  " + message.at().truncatedTo(ChronoUnit.MILLIS)
                    + (message.direction() == Direction.FROM_CPE ? " CPE: " : " ACS: ")
                    + Presentable.text(message.summary()));
            if (!brief) {
                message.text().lines().forEach(line -> out.println("      " + line));
            }
        }
    }
}
