package org.viaduct.cwmp;

import java.util.List;

/**
 * The refusal of an RPC, by either side (TR-069 A.5).
 *
 * @param code 8000 to 8899 from an ACS, 9000 to 9899 from a CPE; codes outside are kept as they came
 * @param message the other side's text, may be empty
 * @param parameterFaults one for each parameter that SetParameterValues could not set, else empty
 */
public record CwmpFault(int code, String message, List<SetParameterValuesFault> parameterFaults)
        implements CwmpMessage {
    public CwmpFault {
        parameterFaults = List.copyOf(parameterFaults);
    }

    /** A fault that concerns no single parameter. */
    public CwmpFault(int code, String message) {
        this(code, message, List.of());
    }

    @Override
    public String name() {
        return "Fault";
    }
}
