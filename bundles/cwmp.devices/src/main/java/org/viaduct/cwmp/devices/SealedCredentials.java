package org.viaduct.cwmp.devices;

/**
 * A user name, and a password as {@link org.viaduct.secrets.Secrets} sealed it.
 *
 * @param sent whether the CPE may have them
 */
record SealedCredentials(String username, String sealedPassword, boolean sent) {

    /** The same under another key. */
    SealedCredentials sealed(String anew) {
        return new SealedCredentials(username, anew, sent);
    }

    SealedCredentials asSent() {
        return new SealedCredentials(username, sealedPassword, true);
    }
}
