package org.viaduct.cwmp.authentication;

import org.jspecify.annotations.Nullable;

/**
 * What is stored of how a CPE connects, as JSON; its identifier is the key.
 *
 * @param confirmed sealed hashes of the password that it uses, else null
 * @param pending sealed password that is being set, or was and has not been used, else null
 * @param readmitted whether it is let in as at first contact until it has new credentials
 * @param settable false after it refused to take any, until its next 0 BOOTSTRAP
 */
record AccountRecord(@Nullable String confirmed, @Nullable String pending, boolean readmitted, boolean settable) {

    static final AccountRecord NONE = new AccountRecord(null, null, false, true);

    AccountRecord withPending(@Nullable String text, boolean nowSettable) {
        return new AccountRecord(confirmed, text, readmitted, nowSettable);
    }

    /** It has these, and no others any more. */
    AccountRecord confirmed(String text) {
        return new AccountRecord(text, null, false, true);
    }

    AccountRecord readmittedAgain() {
        return new AccountRecord(confirmed, pending, true, true);
    }

    /** The same under another key. */
    AccountRecord resealed(@Nullable String confirmedAnew, @Nullable String pendingAnew) {
        return new AccountRecord(confirmedAnew, pendingAnew, readmitted, settable);
    }
}
