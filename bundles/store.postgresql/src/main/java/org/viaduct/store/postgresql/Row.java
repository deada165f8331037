package org.viaduct.store.postgresql;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.viaduct.store.postgresql.Work.Columns;

/**
 * A row of {@code viaduct_resource} as a group of changes leaves it.
 *
 * @param before whether it was there before
 * @param path as in the table
 * @param columns as the last change of it wrote them; none when it was only read
 */
record Row(boolean before, long number, byte[] path, Identity identity, long revision, @Nullable Columns columns) {

    static final long NO_PARENT = 0;
    private static final int STEP = Long.BYTES;

    /** What never changes. */
    record Identity(String id, long parent, String name, int type) {}

    static byte[] path(byte[] parent, long number) {
        return ByteBuffer.allocate(parent.length + STEP)
                .put(parent)
                .putLong(number)
                .array();
    }

    /** The first path behind all those that begin with this one: no number begins with this byte. */
    static byte[] behind(byte[] path) {
        return ByteBuffer.allocate(path.length + 1).put(path).put((byte) 0xFF).array();
    }

    static int bytes(int levels) {
        return levels * STEP;
    }
}
