package org.viaduct.secrets.keyfile;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key for AES-256-GCM. Its name is the start of its SHA-256, and tells nothing of the key. Thread-safe. */
final class SealingKey {

    private static final int BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int NAME_BYTES = 4;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final SecretKeySpec key;
    private final String name;
    private final SecureRandom random = new SecureRandom();

    private SealingKey(byte[] bytes) {
        key = new SecretKeySpec(bytes, "AES");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            name = HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256: use another.", e);
        }
    }

    static SealingKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SealingKey(bytes);
    }

    /** @throws IllegalArgumentException when the text is not 32 bytes in Base64; its message does not quote it */
    static SealingKey parse(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw notAKey();
        }
        if (bytes.length != BYTES) {
            throw notAKey();
        }
        return new SealingKey(bytes);
    }

    private static IllegalArgumentException notAKey() {
        return new IllegalArgumentException("A key is " + BYTES + " bytes in Base64");
    }

    String name() {
        return name;
    }

    String base64() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** @return the nonce, drawn for this call, followed by the cipher text and its tag */
    byte[] seal(byte[] clear, byte[] associated) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, associated);
            byte[] sealed = new byte[NONCE_BYTES + cipher.getOutputSize(clear.length)];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
            cipher.doFinal(clear, 0, clear.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot seal with " + CIPHER + ": use another.", e);
        }
    }

    /** @throws GeneralSecurityException when the bytes are not from {@link #seal} with this key and the same associated data */
    byte[] open(byte[] sealed, byte[] associated) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new GeneralSecurityException("Too short for a nonce and a tag");
        }
        return cipher(Cipher.DECRYPT_MODE, sealed, associated)
                .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        cipher.updateAAD(associated);
        return cipher;
    }
}
