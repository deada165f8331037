package org.viaduct.store.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

/**
 * A file of MVStore in which each chunk, that is each commit, carries a checksum of all its bytes. MVStore itself checks a
 * chunk's header and footer only: a power cut that let these two reach the medium, but not all between them, would make it
 * open a damaged version. Here such a chunk does not count when the file is opened, so that MVStore falls back to the version
 * before, which was forced before this one was begun. The checksum is one more item in the footer, which MVStore ignores.
 */
final class ChecksummedFile extends SingleFileStore {

    private static final int BLOCK = 4096;
    private static final int FOOTER = 128;
    private static final Pattern FOOTER_TEXT = Pattern.compile(
            "chunk:\\p{XDigit}+,len:(\\p{XDigit}{1,8}),version:(\\p{XDigit}{1,16}),crc:(\\p{XDigit}{1,8}),.*");
    private static final Pattern HEADER_VERSION = Pattern.compile("version:(\\p{XDigit}{1,16})");

    private final long newest;
    private final Map<Long, Long> refused = new TreeMap<>();
    private volatile boolean opening = true;
    private long forced;

    /** @param newest later versions do not count */
    ChecksummedFile(Map<String, Object> config, long newest) {
        super(config);
        this.newest = newest;
    }

    /** The newest version that does not count, or -1. */
    long newestRefused() {
        return refused.values().stream().mapToLong(Long::longValue).max().orElse(-1);
    }

    /** The newest version that the header proves to have been forced; the one after it, if the file was closed in order. */
    long forcedVersion() {
        return forced;
    }

    /** Ends the checks, and erases what was refused, lest it be taken for a later version of the same number. */
    void opened() {
        opening = false;
        if (!isReadOnly()) {
            refused.keySet().forEach(position -> super.writeFully(null, position, ByteBuffer.allocate(FOOTER)));
        }
        sync();
    }

    @Override
    public ByteBuffer readFully(SFChunk chunk, long position, int length) {
        // An interrupted thread that reads from a FileChannel closes it for everybody.
        boolean interrupted = Thread.interrupted();
        try {
            ByteBuffer read = super.readFully(chunk, position, length);
            if (opening && chunk == null) {
                if (position == 0 && length == 2 * BLOCK) {
                    readForcedVersion(read);
                } else if (length == FOOTER && (position + FOOTER) % BLOCK == 0 && !counts(position, read)) {
                    return ByteBuffer.allocate(FOOTER);
                }
            }
            return read;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The header names a version at the time it was written, together with it: all before were forced. */
    private void readForcedVersion(ByteBuffer header) {
        forced = HEADER_VERSION
                .matcher(text(header))
                .results()
                .mapToLong(copy -> Long.parseUnsignedLong(copy.group(1), 16) - 1)
                .min()
                .orElse(0);
    }

    private boolean counts(long position, ByteBuffer footer) {
        Matcher matcher = FOOTER_TEXT.matcher(text(footer).strip());
        if (!matcher.matches()) {
            return true;
        }
        long version = Long.parseUnsignedLong(matcher.group(2), 16);
        if (version <= Math.min(forced, newest)) {
            return true;
        }
        long start = position + FOOTER - Long.parseLong(matcher.group(1), 16) * BLOCK;
        if (version > newest || start < 2 * BLOCK || checksum(start, position) != crc(matcher.group(3))) {
            refused.put(position, version);
            return false;
        }
        return true;
    }

    private int checksum(long start, long end) {
        CRC32C crc = new CRC32C();
        for (long at = start; at < end; at += 256 * BLOCK) {
            crc.update(super.readFully((SFChunk) null, at, (int) Math.min(end - at, 256 * BLOCK)));
        }
        return (int) crc.getValue();
    }

    @Override
    protected void writeFully(SFChunk chunk, long position, ByteBuffer source) {
        if (chunk != null && source.remaining() % BLOCK == 0) {
            addChecksum(source);
        }
        super.writeFully(chunk, position, source);
    }

    private static void addChecksum(ByteBuffer chunk) {
        int end = chunk.limit() - FOOTER;
        CRC32C crc = new CRC32C();
        crc.update(chunk.duplicate().limit(end));
        String footer = text(chunk.duplicate().position(end).slice()).strip();
        String items = footer.substring(0, footer.lastIndexOf(",fletcher:")) + ",crc:"
                + Integer.toHexString((int) crc.getValue());
        byte[] bytes = items.getBytes(StandardCharsets.ISO_8859_1);
        String sealed = items + ",fletcher:" + Integer.toHexString(DataUtils.getFletcher32(bytes, 0, bytes.length));
        chunk.duplicate()
                .position(end)
                .put(String.format("%-" + (FOOTER - 1) + "s\n", sealed).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int crc(String hex) {
        return Integer.parseUnsignedInt(hex, 16);
    }

    private static String text(ByteBuffer buffer) {
        return StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString();
    }
}
