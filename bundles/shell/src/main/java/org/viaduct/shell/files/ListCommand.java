package org.viaduct.shell.files;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.files.api.Files;
import org.viaduct.files.api.RunningTransfer;
import org.viaduct.files.api.StoredFile;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.shell.Table;
import org.viaduct.shell.Times;

/** {@code files:list} */
@Service
@Command(scope = "files", name = "list", description = "Lists the files that are kept for CPEs and from CPEs.")
public final class ListCommand extends ServiceCommand {

    private static final int MAX_LIMIT = 10_000;
    private static final int SHOWN_OF_SHA256 = 12;

    @Argument(name = "AFTER", description = "Begins behind the file of this name")
    @Completion(FileNameCompleter.class)
    String after = "";

    @Option(name = "--limit", description = "How many to list at most, 1 to 10000")
    int limit = 100;

    @Override
    protected void run(Services services, Console console) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "--limit is " + limit + ": a number from 1 to " + MAX_LIMIT + " is expected");
        }
        Files files = services.need(Files.class, PutCommand.SERVICE);
        List<StoredFile> found = files.list(after, limit + 1);
        Map<String, Long> transfers =
                files.running().stream().collect(Collectors.groupingBy(RunningTransfer::file, Collectors.counting()));
        Table table = Table.of("Name", "Size", "SHA-256", "Stored", "By", "Transfers");
        found.stream()
                .limit(limit)
                .forEach(file -> table.row(
                        file.name(),
                        Sizes.of(file.size()),
                        file.sha256().substring(0, SHOWN_OF_SHA256),
                        Times.time(file.stored()),
                        file.by(),
                        transfers.getOrDefault(file.name().value(), 0L)));
        table.print(console.out(), "There are no files: files:put stores one.");
        if (found.size() > limit) {
            console.out().println("More: files:list " + found.get(limit - 1).name());
        }
    }
}
