package org.viaduct.onem2m.access.stored;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/** Binds the certificates that have a field like this to originators. */
final class CertificateRule {

    private static final Pattern RULE = Pattern.compile("\\s*(\\w+)\\s*:\\s*(\\S.*?)\\s*->\\s*(\\S.*?)\\s*");
    private static final String ANY = "*";
    private static final String ANY_MATCHES = "([A-Za-z0-9_-]+)";

    /** What a pattern is compared with. */
    private enum Field {
        SUBJECT(0),
        EMAIL(1),
        DNS(2),
        URI(6);

        /** GeneralName, RFC 5280 4.2.1.6. */
        private final int generalName;

        Field(int generalName) {
            this.generalName = generalName;
        }

        Stream<String> of(X509Certificate certificate) {
            return this == SUBJECT
                    ? Stream.of(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253))
                    : alternatives(certificate).stream()
                            .filter(each -> each.get(0).equals(generalName))
                            .map(each -> each.get(1).toString());
        }

        private static Collection<List<?>> alternatives(X509Certificate certificate) {
            try {
                Collection<List<?>> names = certificate.getSubjectAlternativeNames();
                return names == null ? List.of() : names;
            } catch (CertificateParsingException unreadable) {
                return List.of();
            }
        }
    }

    private final Field field;
    private final Pattern pattern;
    private final Set<String> originators;

    private CertificateRule(Field field, Pattern pattern, Set<String> originators) {
        this.field = field;
        this.pattern = pattern;
        this.originators = originators;
    }

    /** @throws IllegalArgumentException with a sentence */
    static CertificateRule parse(String text) {
        Matcher parts = RULE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it should be FIELD:PATTERN -> ORIGINATOR, ORIGINATOR ...");
        }
        Field field = Arrays.stream(Field.values())
                .filter(each -> each.name().equals(parts.group(1).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("FIELD should be subject, dns, email or uri"));
        String[] literals = parts.group(2).split(Pattern.quote(ANY), -1);
        if (literals.length > 2) {
            throw new IllegalArgumentException("PATTERN has more than one " + ANY);
        }
        Set<String> originators = Arrays.stream(parts.group(3).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toSet());
        if (literals.length == 1 && originators.stream().anyMatch(each -> each.contains(ANY))) {
            throw new IllegalArgumentException("an originator has a " + ANY + ", which PATTERN has not");
        }
        Pattern pattern = Pattern.compile(
                Arrays.stream(literals).map(Pattern::quote).collect(Collectors.joining(ANY_MATCHES)),
                field == Field.DNS ? Pattern.CASE_INSENSITIVE : 0);
        return new CertificateRule(field, pattern, originators);
    }

    /** The originators that the certificate is bound to by this rule. */
    Stream<String> originators(X509Certificate certificate) {
        return field.of(certificate)
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .flatMap(match -> originators.stream().map(each -> filled(each, match)));
    }

    private static String filled(String originator, Matcher match) {
        Optional<String> found = match.groupCount() == 0 ? Optional.empty() : Optional.of(match.group(1));
        return found.map(text -> originator.replace(ANY, text)).orElse(originator);
    }
}
