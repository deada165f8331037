package org.viaduct.cpe.simulator;

import java.util.Optional;
import java.util.function.Function;
import org.viaduct.cpe.simulator.model.RpcRefused;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.TransferComplete;

/** A CPE in the hands of its vendor: what a {@link VendorDevice}, or a test, has it do. Safe for several threads. */
public final class VendorSide {
    private final SimulatedCpe cpe;
    private final Transfers transfers;

    VendorSide(SimulatedCpe cpe, Transfers transfers) {
        this.cpe = cpe;
        this.transfers = transfers;
    }

    public SimulatedCpe cpe() {
        return cpe;
    }

    /** Informs of an event, such as {@code X 00D09E Door open}. */
    public void report(String event) {
        cpe.report(event);
    }

    /**
     * Calls an RPC of the ACS in a session that this event is the cause of, and in the next ones until it is answered. An ACS
     * that refuses it fails the session.
     */
    public void call(String event, VendorRequest request) {
        cpe.complete(new Completion(request, event, "", "", Optional.empty(), 0));
    }

    /**
     * Carries a Download out, which the ACS has asked for in a vendor's words.
     *
     * @param told what the ACS is told of its end in place of TransferComplete
     * @return the DownloadResponse or fault that Download would be answered with
     */
    public CwmpMessage download(Download download, Function<TransferComplete, VendorRequest> told) {
        try {
            return transfers.download(download, told::apply);
        } catch (RpcRefused refused) {
            return refused.fault();
        }
    }
}
