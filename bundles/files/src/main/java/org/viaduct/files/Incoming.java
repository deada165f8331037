package org.viaduct.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A content while it is received, under a temporary name. It is gone when it is closed without being {@link #complete}.
 * For one thread at a time.
 */
final class Incoming implements Closeable {

    private static final long FREE_SPACE_INTERVAL = 16L << 20;

    private final String id;
    private final ContentDirectory directory;
    private final Path temporary;
    private final FileChannel channel;
    private final MessageDigest digest = sha256();
    private long size;
    private long nextLookAtDisk = FREE_SPACE_INTERVAL;
    private boolean kept;
    private boolean closed;

    Incoming(String id, ContentDirectory directory) throws IOException {
        this.id = id;
        this.directory = directory;
        temporary = directory.path(id + ContentDirectory.PART);
        channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    String id() {
        return id;
    }

    long size() {
        return size;
    }

    void write(byte[] bytes, int count) throws IOException {
        directory.checkSize(size + count);
        if (size + count > nextLookAtDisk) {
            directory.checkFree(count);
            nextLookAtDisk += FREE_SPACE_INTERVAL;
        }
        directory.occupy(count);
        size += count;
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        digest.update(bytes, 0, count);
    }

    /** Forces the content to the disk and gives it its name. */
    Content complete() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(temporary, directory.path(id), StandardCopyOption.ATOMIC_MOVE);
        kept = true;
        directory.force();
        return new Content(id, size, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        if (closed || kept) {
            return;
        }
        closed = true;
        directory.release(size);
        channel.close();
        Files.deleteIfExists(temporary);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
