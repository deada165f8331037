package org.viaduct.cwmp.api;

/** An unknown CPE that may not enrol; the message says which bound or rule refused it. */
public final class EnrolmentRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EnrolmentRefusedException(String sentence) {
        super(sentence, null, false, false);
    }
}
