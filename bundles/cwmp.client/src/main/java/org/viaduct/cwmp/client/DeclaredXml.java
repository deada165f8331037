package org.viaduct.cwmp.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;

/**
 * The CPEs whose parser insists on an XML declaration, which XML does not ask for in UTF-8 and that of others rejects.
 *
 * @param kinds OUIs, or OUIs and product classes with a hyphen between
 */
record DeclaredXml(Set<String> kinds) {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredXml.class);

    static DeclaredXml of(String[] configured) {
        return new DeclaredXml(Arrays.stream(configured)
                .flatMap(kinds -> Arrays.stream(kinds.split("[,\\s]+")))
                .filter(kind -> !kind.isEmpty())
                .filter(DeclaredXml::isKind)
                .map(kind -> kind.substring(0, 6).toUpperCase(Locale.ROOT) + kind.substring(6))
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean isKind(String text) {
        boolean kind = text.matches("\\p{XDigit}{6}(-.+)?");
        if (!kind) {
            LOG.error(
                    "{}.cfg: xml.declaration: {} is neither an OUI such as 00D09E nor an OUI and a product class such as"
                            + " 00D09E-Gateway; it is left out until it is mended",
                    ClientConfiguration.PID,
                    text);
        }
        return kind;
    }

    boolean has(CpeId cpe) {
        return !kinds.isEmpty() && (kinds.contains(cpe.oui()) || kinds.contains(cpe.oui() + "-" + cpe.productClass()));
    }
}
