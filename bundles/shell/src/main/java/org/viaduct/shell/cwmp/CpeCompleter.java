package org.viaduct.shell.cwmp;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.shell.ServiceCompleter;
import org.viaduct.shell.Services;

/** The identifiers of the CPEs that begin with what is typed. */
@Service
public final class CpeCompleter extends ServiceCompleter {
    private static final int LIMIT = 100;

    @Override
    protected List<String> candidates(Services services, CommandLine line, String prefix) {
        return services.find(Devices.class)
                .map(devices -> Cpes.beginningWith(devices, prefix, LIMIT))
                .orElse(List.of());
    }
}
