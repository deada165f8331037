package org.viaduct.store;

/**
 * A private note of a bundle.
 *
 * @param bucket whose it is and what for, such as {@code execution}
 * @param value opaque here; its owner encodes it. Not copied: whoever holds an entry leaves the array as it is
 * @param revision 0 before it is stored, then counted up by one at each change
 */
public record Entry(String bucket, String key, byte[] value, long revision) {

    /** This entry with another value, to be put over this one. */
    public Entry with(byte[] newValue) {
        return new Entry(bucket, key, newValue, revision);
    }

    /** This entry as the store holds it after the change that put it was applied. */
    public Entry stored() {
        return new Entry(bucket, key, value, revision + 1);
    }
}
