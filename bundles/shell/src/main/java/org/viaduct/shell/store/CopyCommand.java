package org.viaduct.shell.store;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.store.StoreBackends;
import org.viaduct.store.StoreBackends.Progress;
import org.viaduct.store.StoreBackends.Totals;

/** {@code store:copy FROM TO} */
@Service
@Command(
        scope = "store",
        name = "copy",
        description = "Copies everything that a persistence backend holds to another, empty one, and compares both.",
        detailedDescription = "classpath:copy.txt")
public final class CopyCommand extends ServiceCommand {

    /** Between two lines of progress. */
    private static final long RESOURCES = 10_000;

    @Argument(name = "FROM", description = "The backend to copy, such as embedded", required = true)
    @Completion(BackendCompleter.class)
    String from = "";

    @Argument(index = 1, name = "TO", description = "The empty backend to copy to, such as postgresql", required = true)
    @Completion(BackendCompleter.class)
    String to = "";

    @Option(
            name = "--select",
            description = "Brings the copy into use, for good, before changes are admitted again: no change is lost")
    boolean select;

    @Override
    protected void run(Services services, Console console) {
        StoreBackends backends = services.need(StoreBackends.class, ListCommand.SELECTION);
        boolean inUse = from.equals(backends.selected());
        Lines lines = new Lines(console);
        Totals totals = backends.copy(from, to, select, lines::tell);
        console.out()
                .println("Copied and compared: " + totals.resources() + " resources, " + totals.entries()
                        + " entries, SHA-256 " + totals.checksum() + ".");
        if (select) {
            console.out().println("The store is " + to + " from now on.");
        } else if (inUse) {
            console.out()
                    .println("The store in use is still " + from
                            + "; what changes in it from now on is not in the copy: --select would have changed over.");
        }
    }

    /** Tells how far it has come, not after every page. */
    private static final class Lines {

        private final Console console;
        private String phase = "";
        private long told;

        Lines(Console console) {
            this.console = console;
        }

        void tell(Progress progress) {
            long done = progress.resources() + progress.entries();
            String name =
                    switch (progress.phase()) {
                        case CLEARING -> "Clearing what a copy that broke off left: ";
                        case COPYING -> "Copying: ";
                        case VERIFYING -> "Comparing: ";
                    };
            if (!name.equals(phase) || done - told >= RESOURCES) {
                phase = name;
                told = done;
                console.progress()
                        .println(name + progress.resources() + " resources, " + progress.entries() + " entries");
            }
        }
    }
}
