package org.viaduct.cpe.simulator;

import java.util.List;
import java.util.Optional;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.codec.Vocabulary;

/** What the CPEs of a vendor do beyond CWMP. One serves all CPEs of a fleet, in several threads. */
public interface VendorDevice extends Vocabulary {

    /** The messages of the vendor's RPCs, those that its CPEs call and the responses included. */
    List<Shape<? extends CwmpMessage>> messages();

    /** What a CPE answers to an RPC of the vendor: its response, or a fault. */
    CwmpMessage answer(VendorSide cpe, VendorRequest request);

    /** What their data model has beside the standard parameters. */
    default List<VendorParameter> parameters() {
        return List.of();
    }

    @Override
    default Optional<Shape<? extends CwmpMessage>> named(String element) {
        return messages().stream()
                .<Shape<? extends CwmpMessage>>map(shape -> shape)
                .filter(shape -> shape.name().equals(element))
                .findFirst();
    }

    /** A device of no vendor in particular. */
    VendorDevice NONE = new VendorDevice() {
        @Override
        public List<Shape<? extends CwmpMessage>> messages() {
            return List.of();
        }

        @Override
        public CwmpMessage answer(VendorSide cpe, VendorRequest request) {
            return FaultCode.METHOD_NOT_SUPPORTED.fault();
        }
    };
}
