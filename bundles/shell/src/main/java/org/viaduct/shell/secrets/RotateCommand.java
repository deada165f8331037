package org.viaduct.shell.secrets;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.secrets.Rotation;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;

/** {@code secrets:rotate} */
@Service
@Command(
        scope = "secrets",
        name = "rotate",
        description = "Makes a new key, and seals everything secret in the store anew with it.",
        detailedDescription = "classpath:rotate.txt")
public final class RotateCommand extends ServiceCommand {

    @Override
    protected void run(Services services, Console console) {
        Rotation.Report report =
                services.need(Rotation.class, "The keeper of the secrets").rotate();
        console.out()
                .println("The key " + report.key() + " seals from now on; " + report.values()
                        + " entries were sealed anew. " + report.next());
    }
}
