package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The operations are accepted (TR-069 A.4.1.10).
 */
public record ChangeDUStateResponse() implements CwmpResponse {}
