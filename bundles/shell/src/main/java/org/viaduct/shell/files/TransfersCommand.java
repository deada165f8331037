package org.viaduct.shell.files;

import java.time.Instant;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.files.api.Files;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.shell.Table;
import org.viaduct.shell.Times;

/** {@code files:transfers} */
@Service
@Command(scope = "files", name = "transfers", description = "Shows the transfers under way, and how far they are.")
public final class TransfersCommand extends ServiceCommand {

    @Override
    protected void run(Services services, Console console) {
        Instant now = Instant.now();
        Table table = Table.of("Direction", "File", "Device", "Moved", "Of", "%", "Rate", "For");
        services.need(Files.class, PutCommand.SERVICE)
                .running()
                .forEach(transfer -> table.row(
                        transfer.direction(),
                        transfer.file(),
                        transfer.device().orElse("operator"),
                        Sizes.of(transfer.moved()),
                        transfer.total().isPresent() ? Sizes.of(transfer.total().getAsLong()) : "?",
                        transfer.percent().isPresent() ? transfer.percent().getAsInt() : "?",
                        Sizes.of(transfer.rate()) + "/s",
                        Times.since(transfer.began(), now)));
        table.print(console.out(), "No file is on its way.");
    }
}
