package org.viaduct.cwmp.authentication;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonces of digest challenges. Each tells when it was made and is signed with a key of this process, so those that
 * were given out take no memory; what is remembered is the last count of those that were used with a right password. Where
 * that is more than may be remembered, nonces as old as the forgotten ones count no more. Thread-safe.
 */
final class Nonces {

    private static final int TIME_BYTES = Long.BYTES;
    private static final int RANDOM_BYTES = 8;
    private static final int CLEAR_BYTES = TIME_BYTES + RANDOM_BYTES;
    private static final int SIGNATURE_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private static final long USED_UP = Long.MAX_VALUE;

    private final InstantSource clock;
    private final Duration lifetime;
    private final int most;
    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final Map<String, Long> lastCounts = new LinkedHashMap<>();
    private long oldest = Long.MIN_VALUE;

    /** @param most how many used ones are remembered */
    Nonces(InstantSource clock, Duration lifetime, int most) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.most = most;
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    String make() {
        byte[] clear = new byte[CLEAR_BYTES];
        random.nextBytes(clear);
        ByteBuffer.wrap(clear).putLong(clock.millis());
        byte[] nonce = Arrays.copyOf(clear, CLEAR_BYTES + SIGNATURE_BYTES);
        System.arraycopy(signature(clear), 0, nonce, CLEAR_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /**
     * Uses a nonce with a count that is higher than all before.
     *
     * @return false if it is none of ours, too old, or was used with this count or a higher one
     */
    boolean use(String nonce, long count) {
        long made = made(nonce);
        return made != Long.MIN_VALUE && use(nonce, made, count);
    }

    /** Uses a nonce that must not have been used at all, and never will be again. */
    boolean useOnce(String nonce) {
        return use(nonce, USED_UP);
    }

    private synchronized boolean use(String nonce, long made, long count) {
        long now = clock.millis();
        Long last = lastCounts.get(nonce);
        if (made + lifetime.toMillis() < now || last == null && made <= oldest) {
            return false;
        }
        if (last != null && (count <= last || count == USED_UP)) {
            return false;
        }
        lastCounts.put(nonce, count);
        if (last == null) {
            forget(now);
        }
        return true;
    }

    /** Those that are too old to be used again, and the first used where there are too many. */
    private void forget(long now) {
        Iterator<String> first = lastCounts.keySet().iterator();
        while (first.hasNext()) {
            long made = made(first.next());
            boolean expired = made + lifetime.toMillis() < now;
            if (!expired && lastCounts.size() <= most) {
                return;
            }
            first.remove();
            if (!expired) {
                oldest = Math.max(oldest, made);
            }
        }
    }

    /** When the nonce was made, in milliseconds; the least number if it is none of ours. */
    private long made(String nonce) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException noBase64) {
            return Long.MIN_VALUE;
        }
        byte[] clear = Arrays.copyOf(bytes, CLEAR_BYTES);
        boolean ours = bytes.length == CLEAR_BYTES + SIGNATURE_BYTES
                && nonce.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                && MessageDigest.isEqual(signature(clear), Arrays.copyOfRange(bytes, CLEAR_BYTES, bytes.length));
        return ours ? ByteBuffer.wrap(clear).getLong() : Long.MIN_VALUE;
    }

    private byte[] signature(byte[] clear) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(clear), SIGNATURE_BYTES);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
