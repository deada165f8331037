package org.viaduct.http.listener;

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
final class PasswordFile {

    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final int LONGEST = 4096;

    private PasswordFile() {}

    static String read(Path file) throws CertificatesException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new CertificatesException("The password file " + file
                        + " is not there: write the store's password into it and run chmod 600 on it");
            }
            if (openToOthers(file)) {
                throw new CertificatesException("The password file " + file
                        + " is open to others than its owner: run chmod 600 on it, and consider the password known");
            }
            String password = Files.size(file) > LONGEST
                    ? ""
                    : Files.readString(file, StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("");
            if (password.isEmpty()) {
                throw new CertificatesException(
                        "The password file " + file + " does not begin with a password: write it as its first line");
            }
            return password;
        } catch (CertificatesException sentence) {
            throw sentence;
        } catch (IOException e) {
            throw new CertificatesException("The password file " + file + " cannot be read (" + e
                    + "): let the server's user own it, in UTF-8");
        }
    }

    /** Where the file system knows no such permissions, they cannot be looked at. */
    private static boolean openToOthers(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class, new LinkOption[0]);
        return view != null && !OWNER.containsAll(view.readAttributes().permissions());
    }
}
