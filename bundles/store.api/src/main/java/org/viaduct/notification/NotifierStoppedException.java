package org.viaduct.notification;

/** The notifier was stopped before the target had answered: the next one is to send the same again. */
public final class NotifierStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotifierStoppedException() {
        super("The notifier was stopped: get the Notifier service again.", null, false, false);
    }
}
