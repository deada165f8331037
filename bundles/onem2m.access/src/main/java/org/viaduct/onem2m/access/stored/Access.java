package org.viaduct.onem2m.access.stored;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.access.Caller;
import org.viaduct.onem2m.access.Callers;
import org.viaduct.onem2m.access.Tokens;
import org.viaduct.store.Store;

/** Tokens from the store, and certificates by the rules {@code certificate.NAME} of the settings. */
@Component(
        service = {Callers.class, Tokens.class},
        configurationPid = Access.PID)
public final class Access implements Callers, Tokens {

    static final String PID = "org.viaduct.onem2m.access";

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final String RULE = "certificate.";

    private final StoredTokens tokens;
    private final List<CertificateRule> rules;

    @Activate
    public Access(@Reference Store store, Map<String, Object> properties) {
        this(store, properties, Clock.systemUTC());
    }

    Access(Store store, Map<String, ?> properties, InstantSource clock) {
        tokens = new StoredTokens(store, clock);
        rules = rules(properties);
    }

    @Override
    public Optional<Caller> byToken(String token) {
        return tokens.holder(token);
    }

    @Override
    public Optional<Caller> byCertificate(X509Certificate certificate) {
        Set<String> originators =
                rules.stream().flatMap(rule -> rule.originators(certificate)).collect(Collectors.toSet());
        String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        return originators.isEmpty()
                ? Optional.empty()
                : Optional.of(new Caller("certificate " + subject, originators));
    }

    @Override
    public String add(String name, Set<String> originators) {
        String token = tokens.add(name, originators);
        LOG.info("Token {} was added for {}", name, String.join(", ", originators));
        return token;
    }

    @Override
    public List<Token> list() {
        return tokens.list();
    }

    @Override
    public boolean remove(String name) {
        boolean removed = tokens.remove(name);
        if (removed) {
            LOG.info("Token {} was removed", name);
        }
        return removed;
    }

    /** A rule that cannot be read binds nothing. */
    private static List<CertificateRule> rules(Map<String, ?> properties) {
        List<CertificateRule> rules = new ArrayList<>();
        new TreeMap<>(properties).forEach((key, value) -> {
            if (key.startsWith(RULE)) {
                try {
                    rules.add(CertificateRule.parse(value.toString()));
                } catch (IllegalArgumentException e) {
                    LOG.error("{}.cfg: {} = {} binds no certificate: {}", PID, key, value, e.getMessage());
                }
            }
        });
        return rules;
    }
}
