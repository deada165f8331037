package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The instance is removed (TR-069 A.3.2.7).
 *
 * @param status 0: applied; 1: accepted, not yet applied (a reboot may be needed)
 */
public record DeleteObjectResponse(int status) implements CwmpResponse {}
