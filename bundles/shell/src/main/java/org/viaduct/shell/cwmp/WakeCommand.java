package org.viaduct.shell.cwmp;

import java.util.concurrent.ExecutionException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;

/** {@code cwmp:wake ID} */
@Service
@Command(
        scope = "cwmp",
        name = "wake",
        description = "Sends a CPE one connection request, and says what came of it.",
        detailedDescription = "classpath:wake.txt")
public final class WakeCommand extends ServiceCommand {

    @Argument(name = "ID", description = "Identifier of the CPE, as cwmp:devices lists it", required = true)
    @Completion(CpeCompleter.class)
    String cpe = "";

    @Override
    protected void run(Services services, Console console) throws InterruptedException {
        CpeId id = Cpes.known(services, cpe).id();
        WakeResult result;
        try {
            result = services.need(CwmpClient.class, Cpes.CLIENT)
                    .wake(id)
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never.getCause());
        }
        String detail = Presentable.text(result.detail());
        switch (result.outcome()) {
            case IN_SESSION -> console.out().println("Nothing was sent: " + detail);
            case ACCEPTED -> console.out().println("Accepted, a session is to follow within 30 s: " + detail);
            case SENT -> console.out().println("Sent, a session may follow within 30 s: " + detail);
            case BUSY -> throw new IllegalStateException("The CPE is busy, try again: " + detail);
            case FAILED -> throw new IllegalStateException("The CPE cannot be made to connect: " + detail);
        }
    }
}
