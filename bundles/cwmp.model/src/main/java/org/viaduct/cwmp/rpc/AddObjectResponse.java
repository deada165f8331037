package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The new instance (TR-069 A.3.2.6).
 *
 * @param instanceNumber from 1
 * @param status 0: applied; 1: accepted, not yet applied (a reboot may be needed)
 */
public record AddObjectResponse(long instanceNumber, int status) implements CwmpResponse {}
