package org.viaduct.shell.cwmp;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CpeAccounts;
import org.viaduct.cwmp.api.CpeAccounts.CpeAccount;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;

/** {@code cwmp:credentials ID} */
@Service
@Command(
        scope = "cwmp",
        name = "credentials",
        description = "Sets, shows or forgets the credentials by which a CPE connects.",
        detailedDescription = "classpath:credentials.txt")
public final class CredentialsCommand extends ServiceCommand {

    @Argument(
            name = "ID",
            description = "OUI-ProductClass-SerialNumber; the CPE need not be known yet",
            required = true)
    @Completion(CpeCompleter.class)
    String cpe = "";

    @Option(name = "--show", description = "Only says which it has; a password cannot be shown")
    boolean show;

    @Option(name = "--forget", description = "Forgets them: the next contact is the first")
    boolean forget;

    @Override
    protected void run(Services services, Console console) throws IOException {
        if (show && forget) {
            throw new IllegalArgumentException("Choose one of --show and --forget");
        }
        CpeId id = Cpes.id(cpe);
        CpeAccounts accounts = services.need(CpeAccounts.class, Cpes.AUTHENTICATION);
        if (show) {
            console.out()
                    .println(accounts.find(id).map(CredentialsCommand::text).orElse("None of its own."));
        } else if (forget) {
            console.out().println(accounts.remove(id) ? "Forgotten." : "It had none of its own.");
        } else {
            provision(accounts, id, console);
        }
    }

    private static void provision(CpeAccounts accounts, CpeId id, Console console) throws IOException {
        String password = console.secret("Password of " + id.value() + ": ");
        if (!password.equals(console.secret("Again: "))) {
            throw new IllegalArgumentException("These were two different passwords: nothing was changed");
        }
        accounts.provision(id, password);
        console.out().println("It connects as " + id.value() + " with this password from now on, and with no other.");
    }

    private static String text(CpeAccount account) {
        return (account.confirmed() ? "It must use its own credentials." : "It may use those of first contact.")
                + (account.pending() ? " New ones are being set." : "")
                + (account.readmitted() ? " It is let in once as if it were new." : "");
    }
}
