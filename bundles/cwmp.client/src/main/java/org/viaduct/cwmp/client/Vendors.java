package org.viaduct.cwmp.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.codec.Vocabulary;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.GetRPCMethodsResponse;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.spi.VendorAcsMethod;
import org.viaduct.cwmp.spi.VendorEvents;
import org.viaduct.cwmp.spi.VendorRpc;
import org.viaduct.cwmp.spi.present.Ranked;
import org.viaduct.cwmp.spi.present.VendorCode;
import org.viaduct.cwmp.spi.present.VendorRpcs;

/** What the vendor bundles that are present say of RPCs and events. A service inside this bundle only. */
@Component(service = Vendors.class)
public final class Vendors {

    private static final String VENDOR = "X_";

    private final VendorRpcs rpcs = new VendorRpcs();
    private final Ranked<VendorEvents> events = new Ranked<>();
    private final VendorCode code = new VendorCode();

    @Activate
    public Vendors() {}

    @Deactivate
    void close() {
        code.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRpc(VendorRpc rpc, Map<String, Object> properties) {
        rpcs.put(rpc, properties);
    }

    void updatedRpc(VendorRpc rpc, Map<String, Object> properties) {
        rpcs.put(rpc, properties);
    }

    void removeRpc(VendorRpc rpc, Map<String, Object> properties) {
        rpcs.remove(properties);
    }

    @Reference(
            service = VendorAcsMethod.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addAcsMethod(VendorAcsMethod<?> method, Map<String, Object> properties) {
        rpcs.put(method, properties);
    }

    void updatedAcsMethod(VendorAcsMethod<?> method, Map<String, Object> properties) {
        rpcs.put(method, properties);
    }

    void removeAcsMethod(VendorAcsMethod<?> method, Map<String, Object> properties) {
        rpcs.remove(properties);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addEvents(VendorEvents handler, Map<String, Object> properties) {
        events.put(handler, properties);
    }

    void updatedEvents(VendorEvents handler, Map<String, Object> properties) {
        events.put(handler, properties);
    }

    void removeEvents(VendorEvents handler, Map<String, Object> properties) {
        events.remove(properties);
    }

    Vocabulary vocabulary() {
        return rpcs;
    }

    /** What the ACS understands, with the methods of vendors. */
    GetRPCMethodsResponse methods() {
        return new GetRPCMethodsResponse(Stream.of(Acknowledgements.methods().methodList(), rpcs.acsMethods())
                .flatMap(List::stream)
                .toList());
    }

    /** Whether this is an RPC of a vendor, or may be one of a vendor whose bundle is away. */
    static boolean isVendors(CwmpRequest request) {
        return request instanceof VendorRequest
                || request instanceof UnknownRequest && request.name().startsWith(VENDOR);
    }

    /** How its vendor's bundle answers a request of a CPE; empty if it is no method of an ACS, or the bundle is away. */
    Optional<CwmpMessage> answer(CpeId cpe, CwmpRequest request) {
        return request instanceof VendorRequest vendors
                ? rpcs.acsMethod(request.name())
                        .map(method -> code.call(oui(request.name()), () -> answer(method, cpe, vendors)))
                : Optional.empty();
    }

    @SuppressWarnings(
            "unchecked") // another class of the same name, of before an update, fails in the method: the CPE retries
    private static <Q extends VendorRequest> CwmpMessage answer(
            VendorAcsMethod<Q> method, CpeId cpe, VendorRequest request) {
        CwmpOutcome outcome = method.received(cpe, (Q) request);
        return outcome instanceof CwmpOutcome.Faulted faulted
                ? faulted.fault()
                : ((CwmpOutcome.Success) outcome).response();
    }

    private static String oui(String rpc) {
        return rpc.substring(VENDOR.length(), rpc.indexOf('_', VENDOR.length()));
    }

    /** Tells the handlers of the CPE's own events. */
    void informed(CpeId cpe, Inform inform) {
        String prefix = "X " + cpe.oui() + " ";
        List<EventStruct> own = inform.event().stream()
                .filter(event -> event.eventCode().regionMatches(true, 0, prefix, 0, prefix.length()))
                .toList();
        if (!own.isEmpty()) {
            events.of(cpe)
                    .forEach(handler -> code.call(cpe.oui(), () -> {
                        handler.happened(cpe, own, inform);
                        return own;
                    }));
        }
    }
}
