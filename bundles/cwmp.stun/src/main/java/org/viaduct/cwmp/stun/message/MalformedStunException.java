package org.viaduct.cwmp.stun.message;

/** A datagram that is no STUN message. */
public final class MalformedStunException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedStunException(String what) {
        super(what, null, false, false);
    }
}
