package org.viaduct.cwmp.authentication;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.settings.NumberSettings;
import org.viaduct.settings.PasswordFile;

/**
 * The settings, checked.
 *
 * @param bootstrap the credentials of first contact
 * @param bootstrapAgain whether they count for a CPE with credentials of its own that reports 0 BOOTSTRAP
 * @param newcomers the CPEs that may come without credentials of their own; empty if none may
 * @param algorithms of digests, the preferred one first; not empty
 */
record Policy(
        boolean loopbackAnonymous,
        Optional<Bootstrap> bootstrap,
        boolean bootstrapAgain,
        Optional<AllowedDevices> newcomers,
        Optional<CertificateRule> certificates,
        List<DigestAlgorithm> algorithms,
        boolean basic,
        Duration nonceLifetime) {

    private static final Logger LOG = LoggerFactory.getLogger(Policy.class);

    /** The user name and password that new CPEs share. */
    record Bootstrap(String username, PasswordHashes password) {}

    Policy {
        algorithms = List.copyOf(algorithms);
    }

    /**
     * What is wrong is one ERROR line, and lets nobody in, or its default holds.
     *
     * @param etc where relative paths begin
     */
    static Policy of(AuthenticationConfiguration settings, NumberSettings numbers, Path etc) {
        List<String> allowed = names(settings.allowed_devices());
        Optional<Policy.Bootstrap> bootstrap = settings.bootstrap_username().isBlank()
                ? Optional.empty()
                : read(
                        "bootstrap.password.file",
                        settings.bootstrap_password_file(),
                        file -> new Bootstrap(
                                settings.bootstrap_username().strip(),
                                PasswordHashes.of(
                                        settings.bootstrap_username().strip(),
                                        PasswordFile.read(etc.resolve(file.strip())))));
        return new Policy(
                settings.loopback_anonymous(),
                bootstrap,
                again(settings.bootstrap_again()),
                read("allowed.devices", String.join(", ", allowed), any -> AllowedDevices.parse(allowed)),
                settings.certificate_device().isBlank()
                        ? Optional.empty()
                        : read("certificate.device", settings.certificate_device(), CertificateRule::parse),
                algorithms(names(settings.digest_algorithms())),
                settings.basic(),
                Duration.ofSeconds(numbers.number("nonce.seconds", 10, 86_400)));
    }

    private static List<String> names(String... values) {
        return Arrays.stream(values)
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static <T> Optional<T> read(String key, String value, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(value));
        } catch (IllegalArgumentException wrong) {
            LOG.error(
                    "{}.cfg: {} = {} cannot be used and lets nobody in: {}",
                    AuthenticationConfiguration.PID,
                    key,
                    value,
                    wrong.getMessage());
            return Optional.empty();
        }
    }

    private static boolean again(String value) {
        boolean allow = value.strip().equalsIgnoreCase("allow");
        if (!allow && !value.strip().equalsIgnoreCase("deny")) {
            LOG.error(
                    "{}.cfg: bootstrap.again = {} is neither allow nor deny; deny is used until it is mended",
                    AuthenticationConfiguration.PID,
                    value);
        }
        return allow;
    }

    private static List<DigestAlgorithm> algorithms(List<String> names) {
        List<DigestAlgorithm> known = names.stream()
                .flatMap(name -> DigestAlgorithm.of(name).stream())
                .distinct()
                .toList();
        if (known.size() < names.size() || known.isEmpty()) {
            LOG.error(
                    "{}.cfg: digest.algorithms = {} should be of SHA-256 and MD5; both are offered until it is mended",
                    AuthenticationConfiguration.PID,
                    names);
            return List.of(DigestAlgorithm.values());
        }
        return known;
    }
}
