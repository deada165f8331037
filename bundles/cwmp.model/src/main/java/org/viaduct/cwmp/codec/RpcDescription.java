package org.viaduct.cwmp.codec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.AutonomousDUStateChangeComplete;
import org.viaduct.cwmp.rpc.AutonomousTransferComplete;
import org.viaduct.cwmp.rpc.DUStateChangeComplete;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.Kicked;
import org.viaduct.cwmp.rpc.RequestDownload;
import org.viaduct.cwmp.rpc.TransferComplete;

/** An RPC that a CPE may be asked to carry out, for those who let people call any of them. */
public final class RpcDescription {
    /** The methods of the ACS (TR-069 A.3.3, A.4.2). */
    private static final Set<Class<?>> ACS_METHODS = Set.of(
            Inform.class,
            TransferComplete.class,
            AutonomousTransferComplete.class,
            Kicked.class,
            RequestDownload.class,
            DUStateChangeComplete.class,
            AutonomousDUStateChangeComplete.class);

    private static final List<RpcDescription> CPE_METHODS = Rpcs.ALL.stream()
            .filter(shape -> CwmpRequest.class.isAssignableFrom(shape.type()) && !ACS_METHODS.contains(shape.type()))
            .map(RpcDescription::new)
            .toList();

    private final Shape<? extends CwmpMessage> shape;

    private RpcDescription(Shape<? extends CwmpMessage> shape) {
        this.shape = shape;
    }

    /** The RPCs of CWMP 1.0 to 1.4 that a CPE may be asked to carry out, the deprecated ones included. */
    public static List<RpcDescription> cpeMethods() {
        return CPE_METHODS;
    }

    public static Optional<RpcDescription> cpeMethod(String name) {
        return CPE_METHODS.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** An RPC that a vendor added. */
    public static RpcDescription of(Shape<? extends VendorRequest> shape) {
        return new RpcDescription(shape);
    }

    public String name() {
        return shape.name();
    }

    /** In the order of the schema. */
    public List<Kind.Member> arguments() {
        return shape.structure().members();
    }

    /**
     * The RPC with these arguments; one that is not there gets what stands for its absence.
     *
     * @throws IllegalArgumentException with a sentence, if there is no such argument, one lacks that is required, or one has
     *     a value that it cannot have
     */
    public CwmpRequest request(Map<String, PlainValue> arguments) {
        CwmpRequest request = (CwmpRequest) shape.make(name(), new PlainValue.Members(name(), arguments));
        Arguments.violation(request).ifPresent(sentence -> {
            throw new IllegalArgumentException(sentence);
        });
        return request;
    }
}
