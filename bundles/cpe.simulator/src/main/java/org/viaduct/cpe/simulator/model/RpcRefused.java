package org.viaduct.cpe.simulator.model;

import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.FaultCode;

/** The CPE answers an RPC with a fault. */
public final class RpcRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient CwmpFault fault;

    public RpcRefused(CwmpFault fault) {
        super(fault.code() + " " + fault.message());
        this.fault = fault;
    }

    public RpcRefused(FaultCode code, String detail) {
        this(code.fault(code.phrase() + ": " + detail));
    }

    public CwmpFault fault() {
        return fault;
    }
}
