package org.viaduct.cwmp.rpc;

/**
 * Installs a deployment unit (TR-069 A.4.1.10). All but the URL are empty where absent.
 *
 * @param url at most 1024 characters
 */
public record InstallOpStruct(String url, String uuid, String username, String password, String executionEnvRef)
        implements OperationStruct {
    /** Leaves the password out, so that the record may be logged. */
    @Override
    public String toString() {
        return "InstallOpStruct[url=" + url
                + ", uuid=" + uuid
                + ", username=" + username
                + ", password=" + (password.isEmpty() ? "" : "***")
                + ", executionEnvRef=" + executionEnvRef + "]";
    }
}
