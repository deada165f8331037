package org.viaduct.store.postgresql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.viaduct.settings.NumberSettings;
import org.viaduct.store.StoreUnavailableException;

/**
 * How the database is reached.
 *
 * @param password never logged
 * @param timeout for an answer
 */
record Access(String url, String user, Optional<String> password, int connections, Duration timeout) {

    private static final String VARIABLE = "VIADUCT_POSTGRESQL_PASSWORD";

    Access {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StoreUnavailableException("The url in " + PostgresqlSettings.PID
                    + ".cfg does not begin with jdbc:postgresql: write it as jdbc:postgresql://host:5432/database.");
        }
        if (url.toLowerCase(java.util.Locale.ROOT).contains("password=")) {
            throw new StoreUnavailableException("The url in " + PostgresqlSettings.PID
                    + ".cfg holds a password, which the shell would show: put it into a file, and that file into"
                    + " password.file.");
        }
    }

    static Access of(PostgresqlSettings settings, NumberSettings numbers) {
        return new Access(
                settings.url().strip(),
                settings.user().strip(),
                password(settings.password_file().strip()),
                numbers.number("connections", 2, 200),
                Duration.ofSeconds(numbers.number("timeout.seconds", 1, 600)));
    }

    private static Optional<String> password(String file) {
        if (file.isEmpty()) {
            return Optional.ofNullable(System.getenv(VARIABLE));
        }
        return Optional.of(read(Path.of(System.getProperty("karaf.base", "")).resolve(file)));
    }

    static String read(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                if (permissions.stream().anyMatch(each -> !each.name().startsWith("OWNER_"))) {
                    throw new StoreUnavailableException(
                            "The password file " + file
                                    + " is open to others than its owner: run chmod 600 on it, and consider the password known.");
                }
            }
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "The password file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + "): check password.file in "
                            + PostgresqlSettings.PID + ".cfg, and the file's owner.",
                    e);
        }
    }

    /** The URL without its parameters, for sentences. */
    String place() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return user + " at " + place();
    }
}
