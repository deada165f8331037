package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The ACS has taken note (TR-069 A.4.2.4).
 */
public record AutonomousDUStateChangeCompleteResponse() implements CwmpResponse {}
