package org.viaduct.shell.cwmp;

import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.cwmp.api.OpenSession;
import org.viaduct.cwmp.api.OpenSessions;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.shell.Table;
import org.viaduct.shell.Times;

/** {@code cwmp:sessions} */
@Service
@Command(
        scope = "cwmp",
        name = "sessions",
        description = "Lists the CWMP sessions that are open, oldest first.",
        detailedDescription = "classpath:sessions.txt")
public final class SessionsCommand extends ServiceCommand {

    @Option(name = "--limit", description = "How many to list at most")
    int limit = 100;

    @Override
    protected void run(Services services, Console console) {
        List<OpenSession> open = services.need(OpenSessions.class, Cpes.CLIENT).list();
        Instant now = Instant.now();
        Table table = Table.of("CPE", "Open for", "Last exchange", "RPCs", "Awaits the answer to", "Address");
        open.stream()
                .limit(Math.max(1, limit))
                .forEach(each -> table.row(
                        each.session().cpe(),
                        Times.since(each.session().started(), now),
                        Times.since(each.lastExchange(), now) + " ago",
                        each.calls(),
                        each.outstanding().orElse(""),
                        each.session().remote().getHostAddress()));
        table.print(console.out(), "No session is open.");
        if (open.size() > Math.max(1, limit)) {
            console.out().println(open.size() - Math.max(1, limit) + " more: --limit " + open.size() + " lists all.");
        }
    }
}
