package org.viaduct.cpe.simulator;

/** Ways in which real devices differ from the standard. */
public enum Quirk {
    /** Returns no cookie. */
    NO_COOKIES,
    /** A new TCP connection for each POST. */
    CONNECTION_PER_REQUEST,
    /** HTTP/1.0, so a connection per request as well. */
    HTTP_1_0,
    /** Bodies with {@code Transfer-Encoding: chunked}. */
    CHUNKED,
    /** Bodies with {@code Content-Encoding: gzip}. */
    GZIP,
    /** Values without xsi:type. */
    NO_XSI_TYPE,
    /** Namespace prefixes nobody expects. */
    ODD_PREFIXES,
    /** Attributes in single quotes. */
    SINGLE_QUOTES,
    /** Documents encoded, and declared, as ISO-8859-1. */
    ISO_8859_1,
    /** Documents without XML declaration. */
    NO_XML_DECLARATION,
    /** A byte order mark before the document. */
    BYTE_ORDER_MARK,
    /** A NUL byte behind the document. */
    TRAILING_NUL,
    /** SOAP faults without detail, and so without a CWMP fault code. */
    FAULT_WITHOUT_DETAIL,
    /** An unknown RPC is answered with an empty POST. */
    EMPTY_POST_FOR_UNKNOWN_RPC,
    /** TransferComplete with an empty CommandKey. */
    EMPTY_COMMAND_KEY,
    /** No TransferComplete at all, nor the events of one. */
    NO_TRANSFER_COMPLETE
}
