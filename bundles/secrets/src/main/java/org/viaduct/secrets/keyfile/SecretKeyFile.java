package org.viaduct.secrets.keyfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that holds the key in Base64, for its owner only. */
final class SecretKeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(SecretKeyFile.class);

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int LONGEST = 1024;

    private SecretKeyFile() {}

    /**
     * The key in the file, which is created when it is not there.
     *
     * @throws IllegalStateException with a sentence, when the file cannot be used or must not be
     */
    static SealingKey read(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IllegalStateException("The directory of the key file " + file
                    + " is not there: create it, or set key.file in org.viaduct.secrets.cfg.");
        }
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

    private static SealingKey existing(Path file) throws IOException {
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
            return SealingKey.parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw malformed(file);
        }
    }

    private static IllegalStateException malformed(Path file) {
        return new IllegalStateException("The key file " + file
                + " does not hold 32 bytes in Base64: put the right file in its place; a new key cannot open what the old one"
                + " sealed.");
    }

    /** The file appears under its name complete, protected and durable, or not at all; of two processes one wins. */
    private static void create(Path file, Path directory) throws IOException {
        FileAttribute<Set<PosixFilePermission>> ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        Path draft = Files.createTempFile(directory, ".viaduct", ".key", ownerOnly);
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer content =
                        StandardCharsets.US_ASCII.encode(SealingKey.random().base64() + "\n");
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            Files.createLink(file, draft);
            LOG.info("Created the key file {}: keep a copy of it apart from the store", file);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Another process created the key file {} first", file);
        } finally {
            Files.delete(draft);
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
