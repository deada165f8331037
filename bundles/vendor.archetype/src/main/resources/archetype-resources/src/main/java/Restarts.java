package ${package};

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.spi.CommandEnd;
import org.viaduct.cwmp.spi.CommandOrder;
import org.viaduct.cwmp.spi.VendorCommand;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.onem2m.CmdType;

/** Has REBOOT carried out by Restart; its response is the end of the command. */
@Component
@VendorDevices(ouis = "${oui}")
public final class Restarts implements VendorCommand {

    @Override
    public Optional<CwmpRequest> request(CommandOrder order) {
        return order.command() == CmdType.REBOOT
                ? Optional.of(new Restart(order.commandKey(), "asked for by an application"))
                : Optional.empty();
    }

    @Override
    public Optional<Progress> progress(CwmpResponse response) {
        return response instanceof RestartResponse ? Optional.of(Progress.DONE) : Optional.empty();
    }

    @Override
    public Optional<CommandEnd> end(CwmpRequest request) {
        return Optional.empty();
    }
}
