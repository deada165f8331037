package org.viaduct.http.listener;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether a listener asks its clients for certificates. */
enum ClientCertificates {
    NONE,
    /** A client may show one; a wrong one ends the handshake. */
    WANT,
    /** Without one the handshake ends. */
    NEED;

    /** @throws IllegalArgumentException with a sentence */
    static ClientCertificates of(String configured) {
        return Arrays.stream(values())
                .filter(each -> each.text().equals(configured.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("client.certificates = " + configured + " is none of "
                        + Arrays.stream(values()).map(ClientCertificates::text).collect(Collectors.joining(", "))));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
