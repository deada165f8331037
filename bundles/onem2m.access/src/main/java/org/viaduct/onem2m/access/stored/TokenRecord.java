package org.viaduct.onem2m.access.stored;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is stored of a token.
 *
 * @param hash SHA-256 of the whole token
 */
record TokenRecord(byte[] hash, Instant added, Set<String> originators) {

    private static final byte FORMAT = 1;
    private static final int HASH_BYTES = 32;

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.write(hash);
            out.writeLong(added.getEpochSecond());
            out.writeInt(originators.size());
            for (String originator : originators) {
                out.writeUTF(originator);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static TokenRecord decode(byte[] value) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            if (in.readByte() != FORMAT) {
                throw new IllegalStateException(
                        "A token in the store is not of this version: remove it and add it anew.");
            }
            byte[] hash = in.readNBytes(HASH_BYTES);
            Instant added = Instant.ofEpochSecond(in.readLong());
            int count = in.readInt();
            Set<String> originators = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                originators.add(in.readUTF());
            }
            return new TokenRecord(hash, added, originators);
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }
}
