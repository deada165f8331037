package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Tells the CPE to fetch a file (TR-069 A.3.2.8). Strings that do not apply are empty.
 *
 * @param commandKey chosen by the ACS, at most 32 characters; comes back in what this request leads to
 * @param fileType such as {@code 1 Firmware Upgrade Image}, at most 64 characters
 * @param url at most 256 characters
 * @param fileSize bytes, 0 where not known
 * @param delaySeconds seconds from the response until the transfer may begin
 */
public record Download(
        String commandKey,
        String fileType,
        String url,
        String username,
        String password,
        long fileSize,
        String targetFileName,
        long delaySeconds,
        String successUrl,
        String failureUrl)
        implements CwmpRequest {
    /** Leaves the password out, so that the record may be logged. */
    @Override
    public String toString() {
        return "Download[commandKey=" + commandKey
                + ", fileType=" + fileType
                + ", url=" + url
                + ", username=" + username
                + ", password=" + (password.isEmpty() ? "" : "***")
                + ", fileSize=" + fileSize
                + ", targetFileName=" + targetFileName
                + ", delaySeconds=" + delaySeconds
                + ", successUrl=" + successUrl
                + ", failureUrl=" + failureUrl + "]";
    }
}
