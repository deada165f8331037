package org.viaduct.shell.files;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.Files;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;

/** {@code files:remove} */
@Service
@Command(
        scope = "files",
        name = "remove",
        description = "Removes a file; CPEs that were given a URL for it still get it.")
public final class RemoveCommand extends ServiceCommand {

    @Argument(name = "NAME", description = "As files:list shows it", required = true)
    @Completion(FileNameCompleter.class)
    String name = "";

    @Override
    protected void run(Services services, Console console) {
        FileName file = new FileName(name);
        if (!services.need(Files.class, PutCommand.SERVICE).remove(file)) {
            throw new IllegalArgumentException("There is no file " + file + ": files:list shows those that there are.");
        }
        console.out().println("Removed " + file);
    }
}
