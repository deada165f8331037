package org.viaduct.http.listener;

import java.io.IOException;

/** Certificates that cannot be used; the message is a sentence that says what to do, and quotes no password. */
final class CertificatesException extends IOException {

    private static final long serialVersionUID = 1L;

    CertificatesException(String sentence) {
        super(sentence);
    }
}
