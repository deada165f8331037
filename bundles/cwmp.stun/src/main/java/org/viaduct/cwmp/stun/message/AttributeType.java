package org.viaduct.cwmp.stun.message;

/** The attributes that are dealt with, by their number (RFC 3489 11.2, RFC 5389 18.2, TR-069 G.2.1.3). */
public final class AttributeType {

    public static final int MAPPED_ADDRESS = 0x0001;
    public static final int RESPONSE_ADDRESS = 0x0002;
    public static final int CHANGE_REQUEST = 0x0003;
    public static final int USERNAME = 0x0006;
    public static final int MESSAGE_INTEGRITY = 0x0008;
    public static final int ERROR_CODE = 0x0009;
    public static final int UNKNOWN_ATTRIBUTES = 0x000a;
    public static final int REFLECTED_FROM = 0x000b;
    public static final int XOR_MAPPED_ADDRESS = 0x0020;
    public static final int FINGERPRINT = 0x8028;
    public static final int CONNECTION_REQUEST_BINDING = 0xc001;
    public static final int BINDING_CHANGE = 0xc002;

    /** From here on a receiver may ignore what it does not know. */
    public static final int OPTIONAL = 0x8000;

    private AttributeType() {}
}
