package org.viaduct.cwmp.rpc;

/**
 * Updates one deployment unit, or all without URL and UUID (TR-069 A.4.1.10). Empty where absent.
 */
public record UpdateOpStruct(String uuid, String version, String url, String username, String password)
        implements OperationStruct {
    /** Leaves the password out, so that the record may be logged. */
    @Override
    public String toString() {
        return "UpdateOpStruct[uuid=" + uuid
                + ", version=" + version
                + ", url=" + url
                + ", username=" + username
                + ", password=" + (password.isEmpty() ? "" : "***") + "]";
    }
}
