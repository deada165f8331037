package org.viaduct.shell.cwmp;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.viaduct.shell.ServiceCompleter;
import org.viaduct.shell.Services;

/** The identifiers of calls in the queue. */
@Service
public final class CallCompleter extends ServiceCompleter {

    @Override
    protected List<String> candidates(Services services, CommandLine line, String prefix) {
        return Calls.identifiers(services, call -> true, prefix);
    }
}
