package org.viaduct.http.listener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of a listener, read anew when one of their files was replaced: new connections use the new ones,
 * those that are open go on. Files that cannot be used are one ERROR line, and the former certificates stay in use.
 */
final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration REMINDER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofDays(30);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** With forward secrecy and authenticated encryption only. */
    private static final String[] SUITES = {
        "TLS_AES_.*_GCM_.*",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_.*_WITH_AES_.*_GCM_.*",
        "TLS_ECDHE_.*_WITH_CHACHA20_POLY1305_.*"
    };

    private final String listener;
    private final TlsSettings settings;
    private final InstantSource clock;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private List<String> used = List.of();
    private List<String> seen = List.of();
    private Instant expiry = Instant.MAX;
    private Instant reminded = Instant.MIN;

    Certificates(String listener, TlsSettings settings) {
        this(listener, settings, Clock.systemUTC());
    }

    Certificates(String listener, TlsSettings settings, InstantSource clock) {
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
        factory.setIncludeProtocols(PROTOCOLS);
        factory.setIncludeCipherSuites(SUITES);
        factory.setUseCipherSuitesOrder(true);
        factory.setRenegotiationAllowed(false);
        factory.setEndpointIdentificationAlgorithm(null);
        factory.setWantClientAuth(settings.clients() == ClientCertificates.WANT);
        factory.setNeedClientAuth(settings.clients() == ClientCertificates.NEED);
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    /**
     * Reads the files, before the server starts.
     *
     * @throws CertificatesException with a sentence; it may be tried again
     */
    synchronized void load() throws CertificatesException {
        seen = stamps();
        used = seen;
        KeyMaterial material = KeyMaterial.read(settings);
        apply(material, factory);
        expiry = material.expiry();
        remind();
    }

    void watchOn(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Files that changed are read once they have been the same for two looks: a copy may be half written. */
    private synchronized void look() {
        if (!factory.isStarted()) {
            return;
        }
        List<String> now = stamps();
        if (!now.equals(used) && now.equals(seen)) {
            used = now;
            replace();
        }
        seen = now;
        remind();
    }

    private void replace() {
        try {
            KeyMaterial material = KeyMaterial.read(settings);
            factory.reload(each -> apply(material, each));
            expiry = material.expiry();
            reminded = Instant.MIN;
            LOG.info("Listener {} uses the certificates that were replaced, valid until {}", listener, expiry);
        } catch (CertificatesException e) {
            LOG.error("Listener {} keeps its former certificates: {}", listener, e.getMessage());
        } catch (Exception e) {
            LOG.error(
                    "Listener {} keeps its former certificates: the new ones cannot be used ({})",
                    listener,
                    e.toString());
        }
    }

    private static void apply(KeyMaterial material, SslContextFactory to) {
        to.setKeyStore(material.keys());
        to.setKeyStorePassword(material.password());
        to.setTrustStore(material.trusted().orElse(null));
    }

    private void remind() {
        Instant now = clock.instant();
        if (expiry.isAfter(now.plus(SOON)) || reminded.plus(REMINDER).isAfter(now)) {
            return;
        }
        reminded = now;
        Path store = settings.keys().store();
        if (expiry.isAfter(now)) {
            LOG.warn(
                    "The certificate of listener {} expires at {}: replace {}; no restart is needed",
                    listener,
                    expiry,
                    store);
        } else {
            LOG.error(
                    "The certificate of listener {} expired at {}, and peers refuse it: replace {}; no restart is needed",
                    listener,
                    expiry,
                    store);
        }
    }

    private List<String> stamps() {
        return settings.files().stream().map(Certificates::stamp).toList();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "";
        }
    }
}
