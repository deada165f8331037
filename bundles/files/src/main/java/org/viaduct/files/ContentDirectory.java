package org.viaduct.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.files.api.FileRefusedException;
import org.viaduct.files.api.FileRefusedException.Reason;

/**
 * The contents of files in one directory, named by random numbers: what a caller says never becomes a part of a path. It
 * knows nothing of the names of files. Thread-safe.
 */
final class ContentDirectory {

    /** What is being received is named with this ending. */
    static final String PART = ".part";

    private static final Logger LOG = LoggerFactory.getLogger(ContentDirectory.class);
    private static final String OWNER_ONLY = "rwx------";

    private final Path directory;
    private final Limits limits;
    private final AtomicLong occupied = new AtomicLong();

    /** Makes the directory if there is none, and drops what a former run was receiving. */
    ContentDirectory(Path directory, Limits limits) throws IOException {
        this.directory = directory;
        this.limits = limits;
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            ownerOnly();
        }
        try (DirectoryStream<Path> present = Files.newDirectoryStream(directory)) {
            for (Path each : present) {
                if (each.getFileName().toString().endsWith(PART)) {
                    Files.delete(each);
                } else if (Files.isRegularFile(each)) {
                    occupied.addAndGet(Files.size(each));
                }
            }
        }
    }

    private void ownerOnly() throws IOException {
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(OWNER_ONLY));
        } catch (UnsupportedOperationException otherFileSystem) {
            LOG.debug("{} keeps the permissions of its parent", directory);
        }
    }

    /**
     * Begins to receive a content.
     *
     * @param announced how many bytes it will have, if that is known
     */
    Incoming receive(OptionalLong announced) throws IOException {
        long expected = announced.orElse(0);
        checkSize(expected);
        checkTotal(expected);
        checkFree(expected);
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        return new Incoming(HexFormat.of().formatHex(random), this);
    }

    /** To be read; goes on working when the content is deleted. */
    FileChannel open(String id) throws IOException {
        return FileChannel.open(path(id), StandardOpenOption.READ);
    }

    void delete(String id) throws IOException {
        Path path = path(id);
        if (Files.exists(path)) {
            long size = Files.size(path);
            Files.delete(path);
            release(size);
        }
    }

    /** Bytes of all contents, those being received included. */
    long occupied() {
        return occupied.get();
    }

    Path path(String id) {
        return directory.resolve(id);
    }

    /** Makes renames durable. */
    void force() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void checkSize(long size) throws FileRefusedException {
        if (size > limits.file()) {
            throw new FileRefusedException(
                    Reason.TOO_LARGE,
                    "The file has more than " + limits.file() + " bytes: send less, or raise file.limit.");
        }
    }

    /** Takes room for some more bytes. */
    void occupy(long bytes) throws FileRefusedException {
        checkTotal(bytes);
        occupied.addAndGet(bytes);
    }

    void release(long bytes) {
        occupied.addAndGet(-bytes);
    }

    private void checkTotal(long more) throws FileRefusedException {
        if (occupied.get() + more > limits.total()) {
            throw new FileRefusedException(
                    Reason.NO_SPACE,
                    "All files together would have more than " + limits.total()
                            + " bytes: remove some, or raise total.limit.");
        }
    }

    void checkFree(long more) throws IOException {
        if (Files.getFileStore(directory).getUsableSpace() - more < limits.free()) {
            throw new FileRefusedException(
                    Reason.NO_SPACE,
                    "Less than " + limits.free() + " bytes would be left on the disk: make room, or lower free.limit.");
        }
    }
}
