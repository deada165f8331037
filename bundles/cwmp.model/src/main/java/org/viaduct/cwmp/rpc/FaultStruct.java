package org.viaduct.cwmp.rpc;

/**
 * How a transfer or an operation on a deployment unit ended (TR-069 A.3.3.2, A.4.2.3).
 *
 * @param faultCode 0 for success, else a CWMP fault code
 */
public record FaultStruct(int faultCode, String faultString) {
    /** The outcome without fault: code 0, empty text. */
    public static final FaultStruct NONE = new FaultStruct(0, "");

    /** Whether it ended well. */
    public boolean succeeded() {
        return faultCode == 0;
    }
}
