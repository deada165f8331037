package org.viaduct.cwmp;

/** What the body of a CWMP envelope carries. */
public sealed interface CwmpMessage permits CwmpRequest, CwmpResponse, CwmpFault {
    /** Local name of the message's element, such as {@code Inform}; records are named like their element. */
    default String name() {
        return getClass().getSimpleName();
    }
}
