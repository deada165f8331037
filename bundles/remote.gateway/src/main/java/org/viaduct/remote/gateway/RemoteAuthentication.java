package org.viaduct.remote.gateway;

import java.net.InetAddress;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CpeAuthentication;
import org.viaduct.cwmp.api.HttpCall;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.cwmp.api.Verdict;
import org.viaduct.cwmp.api.Verdict.Denied;
import org.viaduct.remote.CoreResource.Identity;

/** Has the core say who may connect: passwords, and what proves them, are kept there. */
@Component
public final class RemoteAuthentication implements CpeAuthentication {

    private final Core core;

    @Activate
    public RemoteAuthentication(@Reference Core core) {
        this.core = core;
    }

    @Override
    public Verdict admit(HttpCall call) {
        return core.ask(there -> there.admit(call));
    }

    @Override
    public Optional<Denied> refuses(Sender sender, CpeId cpe, boolean bootstrap, InetAddress remote) {
        if (sender instanceof Sender.Known && sender.mayBe(cpe)) {
            return Optional.empty();
        }
        return core.ask(there -> there.refuses(new Identity(sender, cpe, bootstrap, remote)))
                .answer();
    }
}
