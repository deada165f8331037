package org.viaduct.interworking.service;

import java.time.Duration;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.spi.VendorCommand;
import org.viaduct.cwmp.spi.present.Ranked;
import org.viaduct.fault.FaultMapper;
import org.viaduct.files.api.Transfers;
import org.viaduct.onem2m.api.Groups;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.Store;

/**
 * The services that interworking works with.
 *
 * @param patience how long one of them may be away unnoticed
 */
public record Collaborators(
        Duration patience,
        Collaborator<Store> store,
        Collaborator<Resources> resources,
        Collaborator<Groups> groups,
        Collaborator<Secrets> secrets,
        Collaborator<FaultMapper> faultMapper,
        Collaborator<CwmpClient> cwmpClient,
        Collaborator<Transfers> transfers,
        Ranked<VendorCommand> vendorCommands) {

    public Collaborators(Duration patience) {
        this(
                patience,
                new Collaborator<>("store", patience),
                new Collaborator<>("resource tree", patience),
                new Collaborator<>("expansion of groups", patience),
                new Collaborator<>("keeper of secrets", patience),
                new Collaborator<>("fault mapping", patience),
                new Collaborator<>("CWMP client", patience),
                new Collaborator<>("file service", patience),
                new Ranked<>());
    }
}
