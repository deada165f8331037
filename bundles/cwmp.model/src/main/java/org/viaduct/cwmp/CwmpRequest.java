package org.viaduct.cwmp;

/** An RPC, sent by either side; the records are in {@link org.viaduct.cwmp.rpc}, vendors may add their own. */
public non-sealed interface CwmpRequest extends CwmpMessage {}
