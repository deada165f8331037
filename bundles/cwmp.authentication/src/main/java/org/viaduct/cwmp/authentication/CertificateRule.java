package org.viaduct.cwmp.authentication;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Sender;

/** Tells from the names in a certificate which device it was issued to. */
final class CertificateRule {

    private static final Pattern RULE = Pattern.compile("\\s*(\\w+)\\s*:\\s*(\\S.*?)\\s*");
    /** Longer names are not looked at: how long an expression takes grows with them. */
    private static final int MAX_NAME = 200;

    private static final String OUI = "oui";
    private static final String PRODUCT_CLASS = "productClass";
    private static final String SERIAL = "serial";

    /** What the expression is compared with. */
    private enum Field {
        CN(-1),
        DNS(2),
        URI(6);

        /** GeneralName, RFC 5280 4.2.1.6. */
        private final int generalName;

        Field(int generalName) {
            this.generalName = generalName;
        }

        Stream<String> of(X509Certificate certificate) {
            return this == CN
                    ? commonNames(certificate)
                    : alternatives(certificate).stream()
                            .filter(each -> each.get(0).equals(generalName))
                            .map(each -> each.get(1).toString());
        }

        private static Stream<String> commonNames(X509Certificate certificate) {
            try {
                return new LdapName(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253))
                        .getRdns().stream()
                                .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                                .map(rdn -> String.valueOf(rdn.getValue()));
            } catch (InvalidNameException unreadable) {
                return Stream.empty();
            }
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
    private final boolean withProductClass;

    private CertificateRule(Field field, Pattern pattern, boolean withProductClass) {
        this.field = field;
        this.pattern = pattern;
        this.withProductClass = withProductClass;
    }

    /** @throws IllegalArgumentException with a clause that says what to write */
    static CertificateRule parse(String text) {
        Matcher parts = RULE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it should be FIELD:EXPRESSION");
        }
        Field field = Stream.of(Field.values())
                .filter(each -> each.name().equals(parts.group(1).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("FIELD should be cn, dns or uri"));
        String expression = parts.group(2);
        if (!has(expression, OUI) || !has(expression, SERIAL)) {
            throw new IllegalArgumentException("EXPRESSION should have the groups (?<oui>...) and (?<serial>...)");
        }
        try {
            return new CertificateRule(field, Pattern.compile(expression), has(expression, PRODUCT_CLASS));
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "EXPRESSION is no regular expression: " + wrong.getDescription() + " at " + wrong.getIndex(),
                    wrong);
        }
    }

    private static boolean has(String expression, String group) {
        return expression.contains("(?<" + group + ">");
    }

    /** The device of the first name that the whole expression matches. */
    Optional<Sender.Known> device(X509Certificate certificate) {
        return field.of(certificate)
                .filter(name -> name.length() <= MAX_NAME)
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .flatMap(match -> device(match).stream())
                .findFirst();
    }

    private Optional<Sender.Known> device(Matcher match) {
        try {
            Optional<String> productClass =
                    withProductClass ? Optional.of(group(match, PRODUCT_CLASS)) : Optional.empty();
            CpeId cpe = new CpeId(group(match, OUI), productClass.orElse(""), group(match, SERIAL));
            return Optional.of(
                    new Sender.Known(cpe.oui(), productClass.map(any -> cpe.productClass()), cpe.serialNumber()));
        } catch (IllegalArgumentException noDevice) {
            return Optional.empty();
        }
    }

    private static String group(Matcher match, String name) {
        return Optional.ofNullable(match.group(name)).orElse("");
    }
}
