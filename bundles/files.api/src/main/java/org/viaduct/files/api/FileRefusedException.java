package org.viaduct.files.api;

import java.io.IOException;

/** A file cannot be kept; the message says why and what to change. */
public class FileRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** It has more bytes than a file may have. */
        TOO_LARGE,
        /** All files together would have too many bytes, or the disk too few left. */
        NO_SPACE
    }

    private final Reason reason;

    public FileRefusedException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
