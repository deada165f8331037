package org.viaduct.shell.cwmp;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.shell.ServiceCompleter;
import org.viaduct.shell.Services;

/** The identifiers of calls that can be taken back. */
@Service
public final class WaitingCallCompleter extends ServiceCompleter {

    @Override
    protected List<String> candidates(Services services, CommandLine line, String prefix) {
        return Calls.identifiers(services, call -> call.state() == QueuedCall.State.WAITING, prefix);
    }
}
