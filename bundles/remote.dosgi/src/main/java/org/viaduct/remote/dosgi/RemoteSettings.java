package org.viaduct.remote.dosgi;

import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.settings.PasswordFile;
import org.viaduct.settings.ProtectedStore;

/**
 * The settings of {@link RemoteConfiguration}, as a service of this bundle. What cannot be used is one ERROR line, and then
 * nobody is called and nobody gets in.
 */
@Component(service = RemoteSettings.class, configurationPid = RemoteConfiguration.PID)
@Designate(ocd = RemoteConfiguration.class)
public final class RemoteSettings {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteSettings.class);
    private static final int SHORTEST_TOKEN = 16;

    private final Optional<URI> peer;
    private final Optional<String> token;
    private final Optional<TrustManagerFactory> trust;
    private final Duration connectTimeout;
    private final Duration answerTimeout;
    private final boolean usable;

    @Activate
    public RemoteSettings(RemoteConfiguration configuration) {
        this(configuration, Path.of(System.getProperty("karaf.etc", "")));
    }

    RemoteSettings(RemoteConfiguration configuration, Path base) {
        connectTimeout = Duration.ofMillis(configuration.connect_timeout());
        answerTimeout = Duration.ofMillis(configuration.answer_timeout());
        Optional<URI> readPeer = Optional.empty();
        Optional<String> readToken = Optional.empty();
        Optional<TrustManagerFactory> readTrust = Optional.empty();
        boolean read = false;
        try {
            readPeer = peer(configuration.peer().strip());
            readToken = token(configuration.token_file().strip(), base);
            readTrust = trust(configuration, base);
            read = true;
        } catch (IllegalArgumentException sentence) {
            LOG.error("No remote services: {} ({}.cfg)", sentence.getMessage(), RemoteConfiguration.PID);
        }
        peer = readPeer;
        token = readToken;
        trust = readTrust;
        usable = read;
    }

    private static Optional<URI> peer(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        URI uri = URI.create(text.endsWith("/") ? text : text + "/");
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    "peer is no URL: write it as https://host:7561/, or http://127.0.0.1:7561/ on this machine");
        }
        return Optional.of(uri);
    }

    private static Optional<String> token(String file, Path base) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        String token = PasswordFile.read(base.resolve(file));
        if (token.length() < SHORTEST_TOKEN || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("the token in " + file + " is shorter than " + SHORTEST_TOKEN
                    + " printable characters: make one with openssl rand -hex 32");
        }
        return Optional.of(token);
    }

    private static Optional<TrustManagerFactory> trust(RemoteConfiguration configuration, Path base) {
        if (configuration.trust_store().isBlank()) {
            return Optional.empty();
        }
        KeyStore trusted = ProtectedStore.of(
                        "trust.store", configuration.trust_store(), configuration.trust_store_password_file(), base)
                .trusted();
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return Optional.of(factory);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("Every Java makes trust managers", unusable);
        }
    }

    /** Where the other half is, with a slash at the end; empty where that is found out otherwise. */
    Optional<URI> peer() {
        return peer;
    }

    /** What both halves show each other. */
    Optional<String> token() {
        return token;
    }

    /** Whose certificates count; empty for those that Java trusts. */
    Optional<TrustManagerFactory> trust() {
        return trust;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Duration answerTimeout() {
        return answerTimeout;
    }

    /** Whether everything could be read. */
    boolean usable() {
        return usable;
    }
}
