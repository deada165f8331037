package org.viaduct.shell.store;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.viaduct.shell.ServiceCompleter;
import org.viaduct.shell.Services;
import org.viaduct.store.StoreBackends;

/** The backends that are there. */
@Service
public final class BackendCompleter extends ServiceCompleter {

    @Override
    protected List<String> candidates(Services services, CommandLine line, String prefix) {
        return services.find(StoreBackends.class)
                .map(backends -> backends.names().stream()
                        .filter(name -> name.startsWith(prefix))
                        .toList())
                .orElse(List.of());
    }
}
