package org.viaduct.remote.core;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.viaduct.remote.FaultResource;
import org.viaduct.remote.GatewayResource;
import org.viaduct.remote.Problem;
import org.viaduct.store.StoreUnavailableException;

/**
 * A gateway that answers, as a service inside this bundle: who depends on it comes and goes with it. Another instance of the
 * gateway is another service.
 */
public final class PresentGateway {

    private final GatewayResource gateway;
    private final FaultResource faults;
    private final Runnable lost;

    /** @param lost to be told when it does not answer any more */
    PresentGateway(GatewayResource gateway, FaultResource faults, Runnable lost) {
        this.gateway = gateway;
        this.faults = faults;
        this.lost = lost;
    }

    /** @throws StoreUnavailableException when it does not answer any more */
    <T> T ask(Function<GatewayResource, T> question) {
        return asking(() -> question.apply(gateway));
    }

    void tell(Consumer<GatewayResource> news) {
        ask(there -> {
            news.accept(there);
            return true;
        });
    }

    /** @throws StoreUnavailableException when it does not answer any more */
    <T> T askFaults(Function<FaultResource, T> question) {
        return asking(() -> question.apply(faults));
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return Problem.ask("gateway", question);
        } catch (StoreUnavailableException away) {
            lost.run();
            throw away;
        }
    }
}
