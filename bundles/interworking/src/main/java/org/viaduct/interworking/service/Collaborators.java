package org.viaduct.interworking.service;

import java.time.Duration;
import org.viaduct.continuity.Presence;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.spi.VendorCommand;
import org.viaduct.cwmp.spi.present.Ranked;
import org.viaduct.fault.FaultMapper;
import org.viaduct.files.api.Transfers;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;
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
        Presence<Store> store,
        Presence<Resources> resources,
        Presence<Groups> groups,
        Presence<Secrets> secrets,
        Presence<FaultMapper> faultMapper,
        Presence<CwmpClient> cwmpClient,
        Presence<Transfers> transfers,
        Ranked<VendorCommand> vendorCommands) {

    public Collaborators(Duration patience) {
        this(
                patience,
                presence("store", patience),
                presence("resource tree", patience),
                presence("expansion of groups", patience),
                presence("keeper of secrets", patience),
                presence("fault mapping", patience),
                presence("CWMP client", patience),
                presence("file service", patience),
                new Ranked<>());
    }

    private static <T> Presence<T> presence(String name, Duration patience) {
        return new Presence<>(
                name,
                patience,
                absent -> new OneM2mException(
                        ResponseStatusCode.INTERNAL_SERVER_ERROR,
                        "The " + absent + " of this CSE is not running at present: try again later."));
    }
}
