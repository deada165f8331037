package org.viaduct.interworking;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.codec.Arguments;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.spi.CommandEnd;
import org.viaduct.cwmp.spi.CommandOrder;
import org.viaduct.cwmp.spi.VendorCommand;
import org.viaduct.cwmp.spi.VendorCommand.Progress;
import org.viaduct.cwmp.spi.present.Ranked;
import org.viaduct.cwmp.spi.present.VendorCode;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;

/** How vendors have commands carried out, by the bundles that are present at each question. */
final class VendorCommands implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VendorCommands.class);
    private static final int PREFIX = "X_00D09E_".length();

    private final Ranked<VendorCommand> present;
    private final DeviceQueues queues;
    private final Executions executions;
    private final VendorCode code = new VendorCode();

    VendorCommands(Ranked<VendorCommand> present, DeviceQueues queues, Executions executions) {
        this.present = present;
        this.queues = queues;
        this.executions = executions;
    }

    /**
     * What a vendor wants sent in place of the standard RPC.
     *
     * @throws OneM2mException 6025 when the vendor says that it cannot be sent, or the RPC cannot carry its arguments
     */
    Optional<CwmpRequest> replacement(Execution execution, CwmpRequest standard) {
        CommandOrder order =
                new CommandOrder(execution.cpe(), execution.type().cmdType(), execution.commandKey(), standard);
        try {
            Optional<CwmpRequest> replacement = present.of(execution.cpe()).stream()
                    .flatMap(vendor -> code.call(execution.cpe().oui(), () -> vendor.request(order)).stream())
                    .findFirst();
            replacement.flatMap(Arguments::violation).ifPresent(sentence -> {
                throw new IllegalArgumentException(sentence + ".");
            });
            return replacement;
        } catch (IllegalArgumentException impossible) {
            throw unconvertible(String.valueOf(impossible.getMessage()));
        } catch (RuntimeException broken) {
            LOG.warn("A vendor bundle failed to say how {} is sent", execution.instance(), broken);
            throw unconvertible("The bundle of the vendor of " + execution.cpe() + " failed: update or remove it.");
        }
    }

    private static OneM2mException unconvertible(String sentence) {
        return new OneM2mException(ResponseStatusCode.MGMT_CONVERSION_ERROR, sentence);
    }

    /** What a response means for its command, where a vendor says so. */
    Optional<Progress> progress(CpeId cpe, CwmpResponse response) {
        try {
            return present.of(cpe).stream()
                    .flatMap(vendor -> code.call(cpe.oui(), () -> vendor.progress(response)).stream())
                    .findFirst();
        } catch (RuntimeException broken) {
            LOG.warn("A vendor bundle failed to say what {} of {} means", response.name(), cpe, broken);
            return Optional.empty();
        }
    }

    /** The end of a command that a vendor reads out of a request. */
    Optional<CommandEnd> end(CpeId cpe, CwmpRequest request) {
        return present.of(cpe).stream()
                .flatMap(vendor -> code.call(cpe.oui(), () -> vendor.end(request)).stream())
                .findFirst();
    }

    /** Whether a request that nobody reads the end of a command out of may tell of one, to whoever is away at present. */
    boolean mayEnd(CpeId cpe, CwmpRequest request) {
        boolean unread = request instanceof UnknownRequest
                || request instanceof VendorRequest && present.of(cpe).isEmpty();
        return unread
                && queues.carried(cpe).stream()
                        .flatMap(key -> executions.find(key).stream())
                        .flatMap(execution -> execution.carrier().stream())
                        .anyMatch(carrier -> vendor(carrier).equals(vendor(request.name())));
    }

    @Override
    public void close() {
        code.close();
    }

    /** The part of an RPC's name that tells whose it is. */
    private static String vendor(String rpc) {
        return rpc.substring(0, Math.min(rpc.length(), PREFIX));
    }
}
