package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The values were accepted (TR-069 A.3.2.1).
 *
 * @param status 0: applied; 1: accepted, not yet applied (a reboot may be needed)
 */
public record SetParameterValuesResponse(int status) implements CwmpResponse {}
