package org.viaduct.cwmp.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What a password is known by: the hash of user name, realm and password for each algorithm (RFC 7616 3.4.2), which is
 * enough to check a digest and does not give the password away.
 */
record PasswordHashes(String md5, String sha256) {

    /** The realm of all challenges; every hash that is kept depends on it. */
    static final String REALM = "viaduct";

    static PasswordHashes of(String username, String password) {
        String text = username + ":" + REALM + ":" + password;
        return new PasswordHashes(DigestAlgorithm.MD5.hash(text), DigestAlgorithm.SHA_256.hash(text));
    }

    /** @throws IllegalArgumentException if the text is not from {@link #toText} */
    static PasswordHashes parse(String text) {
        String[] parts = text.split(" ");
        if (parts.length != 2) {
            throw new IllegalArgumentException("these are no hashes of a password");
        }
        return new PasswordHashes(parts[0], parts[1]);
    }

    String toText() {
        return md5 + ' ' + sha256;
    }

    String of(DigestAlgorithm algorithm) {
        return switch (algorithm) {
            case MD5 -> md5;
            case SHA_256 -> sha256;
        };
    }

    /** Whether the other password is the same; takes as long if not. */
    boolean matches(PasswordHashes other) {
        return isEqual(sha256, other.sha256);
    }

    static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "PasswordHashes";
    }
}
