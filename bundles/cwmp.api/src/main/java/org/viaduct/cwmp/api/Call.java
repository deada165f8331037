package org.viaduct.cwmp.api;

import org.viaduct.cwmp.CwmpRequest;

/**
 * An RPC to send.
 *
 * @param id chosen by the participant, for itself to know the call again
 */
public record Call(String id, CwmpRequest request) {}
