package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The session is open (TR-069 A.3.3.1).
 *
 * @param maxEnvelopes always 1
 */
public record InformResponse(long maxEnvelopes) implements CwmpResponse {}
