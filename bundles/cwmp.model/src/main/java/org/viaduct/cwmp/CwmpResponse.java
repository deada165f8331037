package org.viaduct.cwmp;

/** The answer to the RPC of the same name without {@code Response}. */
public non-sealed interface CwmpResponse extends CwmpMessage {}
