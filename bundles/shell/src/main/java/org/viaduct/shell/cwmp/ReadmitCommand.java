package org.viaduct.shell.cwmp;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CpeAccounts;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;

/** {@code cwmp:readmit ID} */
@Service
@Command(
        scope = "cwmp",
        name = "readmit",
        description = "Lets a CPE that has forgotten its credentials in as if it were new, until it has others.",
        detailedDescription = "classpath:readmit.txt")
public final class ReadmitCommand extends ServiceCommand {

    @Argument(name = "ID", description = "Identifier of the CPE, as cwmp:devices lists it", required = true)
    @Completion(CpeCompleter.class)
    String cpe = "";

    @Override
    protected void run(Services services, Console console) {
        CpeId id = Cpes.id(cpe);
        boolean had = services.need(CpeAccounts.class, Cpes.AUTHENTICATION).readmit(id);
        console.out()
                .println(
                        had
                                ? "It may come by the credentials of first contact until it has taken new ones."
                                : "It has no credentials of its own, and may come by those of first contact anyway.");
    }
}
