package org.viaduct.store.tree;

import org.viaduct.store.Entry;
import org.viaduct.store.record.ByteReader;
import org.viaduct.store.record.ByteWriter;

/** How an entry is stored: under its bucket and its key with a NUL between, as its revision followed by its value. */
final class EntryRecord {

    private EntryRecord() {}

    /** @throws IllegalArgumentException when bucket or key is empty, or the bucket has a NUL */
    static String key(String bucket, String key) {
        if (bucket.isEmpty() || key.isEmpty() || bucket.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("An entry needs a bucket without NUL, and a key");
        }
        return bucket + '\0' + key;
    }

    static String key(Entry entry) {
        return key(entry.bucket(), entry.key());
    }

    /** The entry at the revision that it has once stored. */
    static byte[] encode(Entry entry) {
        return encodeStored(entry.stored());
    }

    /** The entry at the revision that it has. */
    static byte[] encodeStored(Entry entry) {
        return new ByteWriter().varLong(entry.revision()).rest(entry.value()).toByteArray();
    }

    static long revision(byte[] encoded) {
        return new ByteReader(encoded).varLong();
    }

    static Entry entry(String storedKey, byte[] encoded) {
        int end = storedKey.indexOf('\0');
        ByteReader reader = new ByteReader(encoded);
        long revision = reader.varLong();
        return new Entry(storedKey.substring(0, end), storedKey.substring(end + 1), reader.rest(), revision);
    }
}
