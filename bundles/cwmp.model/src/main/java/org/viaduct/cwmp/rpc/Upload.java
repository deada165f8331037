package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Tells the CPE to send a file (TR-069 A.4.1.5). Strings that do not apply are empty.
 *
 * @param commandKey chosen by the ACS, at most 32 characters; comes back in what this request leads to
 * @param fileType such as {@code 2 Vendor Log File}, at most 64 characters
 * @param url at most 256 characters
 * @param delaySeconds seconds from the response until the transfer may begin
 */
public record Upload(
        String commandKey, String fileType, String url, String username, String password, long delaySeconds)
        implements CwmpRequest {
    /** Leaves the password out, so that the record may be logged. */
    @Override
    public String toString() {
        return "Upload[commandKey=" + commandKey
                + ", fileType=" + fileType
                + ", url=" + url
                + ", username=" + username
                + ", password=" + (password.isEmpty() ? "" : "***")
                + ", delaySeconds=" + delaySeconds + "]";
    }
}
