package org.viaduct.interworking.objects;

import java.util.List;
import java.util.stream.Collectors;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.spi.VendorFault;
import org.viaduct.cwmp.spi.present.Ranked;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;

/** What the fault of a CPE means for an operation on a {@code <mgmtObj>}. */
final class Refusals {

    private static final int LONGEST = 200;
    private static final int MOST_PARAMETERS = 5;

    private final Ranked<List<VendorFault>> vendors;

    Refusals(Ranked<List<VendorFault>> vendors) {
        this.vendors = vendors;
    }

    /** With the status code of the tables in TS-0006 8.1.2 to 8.1.4: 9005 is 5001, all others are 4000. */
    OneM2mException of(CpeId cpe, String rpc, CwmpFault fault) {
        ResponseStatusCode status = fault.code() == FaultCode.INVALID_PARAMETER_NAME.number()
                ? ResponseStatusCode.NOT_IMPLEMENTED
                : ResponseStatusCode.BAD_REQUEST;
        String parameters = fault.parameterFaults().stream()
                .limit(MOST_PARAMETERS)
                .map(each -> "; " + each.parameterName() + ": " + each.faultCode() + " " + each.faultString())
                .collect(Collectors.joining());
        return new OneM2mException(
                status,
                "The CPE " + cpe + " answered " + rpc + " with CWMP fault " + fault.code() + " ("
                        + printable(text(cpe, fault) + parameters) + ").");
    }

    private String text(CpeId cpe, CwmpFault fault) {
        if (!fault.message().isBlank()) {
            return fault.message();
        }
        return FaultCode.of(fault.code()).map(FaultCode::phrase).orElseGet(() -> vendorText(cpe, fault.code()));
    }

    private String vendorText(CpeId cpe, int code) {
        return vendors.of(cpe).stream()
                .flatMap(List::stream)
                .filter(known -> known.code() == code)
                .map(VendorFault::text)
                .findFirst()
                .orElse("not defined");
    }

    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
