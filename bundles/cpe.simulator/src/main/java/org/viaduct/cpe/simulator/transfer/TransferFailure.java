package org.viaduct.cpe.simulator.transfer;

import org.viaduct.cwmp.FaultCode;

/** A file did not get through. */
public final class TransferFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final FaultCode code;

    public TransferFailure(FaultCode code, String message) {
        super(message);
        this.code = code;
    }

    public FaultCode code() {
        return code;
    }
}
