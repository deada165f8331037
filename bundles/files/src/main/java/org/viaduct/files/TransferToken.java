package org.viaduct.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a URL for a transfer says: which transfer, and 128 random bits that prove it was given the URL. Only a hash of these
 * is stored; for random bits a plain one does.
 */
record TransferToken(String transfer, String secret, String label) {

    static final String PATH = "/t/";

    private static final int SECRET_BYTES = 16;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9.]{1,40}");
    private static final Pattern REQUEST =
            Pattern.compile(PATH + "(" + IDENTIFIER + ")\\.([A-Za-z0-9_-]{22})/([A-Za-z0-9_.+=@,~-]{1,100})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException for an identifier that no URL can have */
    static TransferToken make(String transfer, String label) {
        if (!IDENTIFIER.matcher(transfer).matches()) {
            throw new IllegalArgumentException("A transfer is identified by at most 40 letters, digits and points");
        }
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        return new TransferToken(
                transfer, Base64.getUrlEncoder().withoutPadding().encodeToString(random), label);
    }

    /** @param path of a request, as it was sent: an encoded character is in none of our URLs */
    static Optional<TransferToken> read(String path) {
        Matcher matcher = REQUEST.matcher(path);
        return matcher.matches()
                ? Optional.of(new TransferToken(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** Behind the base URL, which ends with a slash. */
    String url(String base) {
        return base + PATH.substring(1) + transfer + "." + secret + "/" + label;
    }

    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean proves(TransferRecord stored) {
        return MessageDigest.isEqual(
                        hash().getBytes(StandardCharsets.US_ASCII),
                        stored.secretHash().getBytes(StandardCharsets.US_ASCII))
                && label.equals(stored.label());
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "TransferToken[" + transfer + "]";
    }
}
