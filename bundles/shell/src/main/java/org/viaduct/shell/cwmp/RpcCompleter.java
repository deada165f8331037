package org.viaduct.shell.cwmp;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.viaduct.cwmp.codec.RpcDescription;
import org.viaduct.shell.ServiceCompleter;
import org.viaduct.shell.Services;

/** The names of the RPCs that a CPE can be asked for. */
@Service
public final class RpcCompleter extends ServiceCompleter {

    @Override
    protected List<String> candidates(Services services, CommandLine line, String prefix) {
        return CpeMethods.of(services).cpeMethods().stream()
                .map(RpcDescription::name)
                .sorted()
                .toList();
    }
}
