package org.viaduct.cwmp.client;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.rpc.AutonomousDUStateChangeComplete;
import org.viaduct.cwmp.rpc.AutonomousDUStateChangeCompleteResponse;
import org.viaduct.cwmp.rpc.AutonomousTransferComplete;
import org.viaduct.cwmp.rpc.AutonomousTransferCompleteResponse;
import org.viaduct.cwmp.rpc.DUStateChangeComplete;
import org.viaduct.cwmp.rpc.DUStateChangeCompleteResponse;
import org.viaduct.cwmp.rpc.GetRPCMethodsResponse;
import org.viaduct.cwmp.rpc.Kicked;
import org.viaduct.cwmp.rpc.KickedResponse;
import org.viaduct.cwmp.rpc.RequestDownload;
import org.viaduct.cwmp.rpc.RequestDownloadResponse;
import org.viaduct.cwmp.rpc.TransferComplete;
import org.viaduct.cwmp.rpc.TransferCompleteResponse;

/** How the RPCs that CPEs call besides Inform and GetRPCMethods are answered (TR-069 A.3.3, A.4.2). */
final class Acknowledgements {

    /**
     * @param needsTaker whether it ends a command, so that it must not be answered before somebody stored it; the others
     *     would make the session fail for ever where nobody cares for them
     */
    private record Acknowledgement(boolean needsTaker, Function<CwmpRequest, CwmpResponse> response) {}

    private static final Map<Class<? extends CwmpRequest>, Acknowledgement> BY_REQUEST = Map.of(
            TransferComplete.class,
            new Acknowledgement(true, request -> new TransferCompleteResponse()),
            DUStateChangeComplete.class,
            new Acknowledgement(true, request -> new DUStateChangeCompleteResponse()),
            AutonomousTransferComplete.class,
            new Acknowledgement(false, request -> new AutonomousTransferCompleteResponse()),
            AutonomousDUStateChangeComplete.class,
            new Acknowledgement(false, request -> new AutonomousDUStateChangeCompleteResponse()),
            RequestDownload.class,
            new Acknowledgement(false, request -> new RequestDownloadResponse()),
            Kicked.class,
            new Acknowledgement(false, request -> new KickedResponse(((Kicked) request).next())));

    private static final GetRPCMethodsResponse METHODS = new GetRPCMethodsResponse(Stream.concat(
                    Stream.of("Inform", "GetRPCMethods"),
                    BY_REQUEST.keySet().stream().map(Class::getSimpleName).sorted())
            .toList());

    private Acknowledgements() {}

    /** What the ACS understands. */
    static GetRPCMethodsResponse methods() {
        return METHODS;
    }

    /** The answer to the request when it is taken care of; empty if it is no RPC that an ACS understands. */
    static Optional<CwmpResponse> of(CwmpRequest request) {
        return Optional.ofNullable(BY_REQUEST.get(request.getClass()))
                .map(acknowledgement -> acknowledgement.response().apply(request));
    }

    /** Whether the request must be stored by a participant before it may be answered. */
    static boolean needTaker(CwmpRequest request) {
        Acknowledgement acknowledgement = BY_REQUEST.get(request.getClass());
        return acknowledgement != null && acknowledgement.needsTaker();
    }
}
