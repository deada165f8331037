package org.viaduct.shell.store;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.viaduct.shell.Console;
import org.viaduct.shell.ServiceCommand;
import org.viaduct.shell.Services;
import org.viaduct.shell.Table;
import org.viaduct.store.StoreBackends;

/** {@code store:list} */
@Service
@Command(
        scope = "store",
        name = "list",
        description = "Lists the persistence backends that are there, and tells which one is in use.",
        detailedDescription = "classpath:list.txt")
public final class ListCommand extends ServiceCommand {

    static final String SELECTION = "The selection of stores (bundle store.selection)";

    @Override
    protected void run(Services services, Console console) {
        StoreBackends backends = services.need(StoreBackends.class, SELECTION);
        String selected = backends.selected();
        Table table = Table.of("Backend", "");
        backends.names().forEach(name -> table.row(name, name.equals(selected) ? "in use" : ""));
        table.print(console.out(), "There is no backend: install the feature viaduct-store-" + selected + ".");
        if (!backends.names().isEmpty() && !backends.names().contains(selected)) {
            console.out()
                    .println("The one to be used, " + selected
                            + ", is not there: install its feature, or look in the log why it does not start.");
        }
    }
}
