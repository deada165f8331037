package org.viaduct.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file whose first line is a password, for its owner only. */
public final class PasswordFile {

    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final int LONGEST = 4_096;

    private PasswordFile() {}

    /** @throws IllegalArgumentException with a clause that says what to do */
    public static String read(Path file) {
        try {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(file, PosixFileAttributeView.class, new LinkOption[0]);
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(file + " is not there: write the password into it, and chmod 600");
            }
            if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
                throw new IllegalArgumentException(
                        file + " is open to others than its owner: chmod 600, and consider the password known");
            }
            String password = Files.size(file) > LONGEST
                    ? ""
                    : Files.readString(file, StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("");
            if (password.isEmpty()) {
                throw new IllegalArgumentException(
                        file + " does not begin with a password: write it as its first line");
            }
            return password;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    file + " cannot be read (" + unreadable + "): let the server's user own it, in UTF-8", unreadable);
        }
    }
}
