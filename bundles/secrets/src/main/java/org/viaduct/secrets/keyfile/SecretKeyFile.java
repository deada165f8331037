package org.viaduct.secrets.keyfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that holds the keys in Base64, one on each line, for its owner only. */
final class SecretKeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(SecretKeyFile.class);

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int LONGEST = 4096;

    private SecretKeyFile() {}

    /**
     * The keys in the file, which is created when it is not there.
     *
     * @throws IllegalStateException with a sentence, when the file cannot be used or must not be
     */
    static KeyRing read(Path file) {
        Path directory = directory(file);
        try {
            if (!Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                throw new IllegalStateException("The file system of the key file " + file
                        + " cannot protect it: set key.file in org.viaduct.secrets.cfg to one that can, or give the key in the"
                        + " environment as VIADUCT_KEY.");
            }
            if (!Files.exists(file)) {
                create(file, directory);
            }
            return existing(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The key file " + file + " cannot be read or created (" + e.getMessage()
                            + "): check its owner, its permissions and its disk.",
                    e);
        }
    }

    private static KeyRing existing(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("The key file " + file + " is not a regular file: set key.file to one.");
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(file));
        permissions.remove(PosixFilePermission.OWNER_EXECUTE);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IllegalStateException("The key file " + file
                    + " is open to others than its owner: run chmod 600 on it, and consider the key known.");
        }
        if (Files.size(file) > LONGEST) {
            throw malformed(file);
        }
        try {
            return KeyRing.parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw malformed(file);
        }
    }

    private static IllegalStateException malformed(Path file) {
        return new IllegalStateException("The key file " + file
                + " does not hold 32 bytes in Base64: put the right file in its place; a new key cannot open what the old one"
                + " sealed.");
    }

    /**
     * Puts other keys in the place of those in the file: all of them, durably, or nothing.
     *
     * @throws IllegalStateException with a sentence, when they cannot be written
     */
    static void replace(Path file, KeyRing ring) {
        Path directory = directory(file);
        try {
            Path draft = draft(directory, ring);
            try {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
            force(directory);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The key file " + file + " cannot be replaced (" + e.getMessage()
                            + "): check the permissions of its directory and its disk.",
                    e);
        }
    }

    /** The file appears under its name complete, protected and durable, or not at all; of two processes one wins. */
    private static void create(Path file, Path directory) throws IOException {
        Path draft = draft(directory, KeyRing.random());
        try {
            Files.createLink(file, draft);
            LOG.info("Created the key file {}: keep a copy of it apart from the store", file);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Another process created the key file {} first", file);
        } finally {
            Files.delete(draft);
        }
        force(directory);
    }

    private static Path draft(Path directory, KeyRing ring) throws IOException {
        FileAttribute<Set<PosixFilePermission>> ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        Path draft = Files.createTempFile(directory, ".viaduct", ".key", ownerOnly);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer content = StandardCharsets.US_ASCII.encode(ring.text());
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        return draft;
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path directory(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IllegalStateException("The directory of the key file " + file
                    + " is not there: create it, or set key.file in org.viaduct.secrets.cfg.");
        }
        return directory;
    }
}
