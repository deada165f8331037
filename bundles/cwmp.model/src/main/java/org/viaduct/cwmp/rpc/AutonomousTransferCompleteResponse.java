package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The ACS has taken note (TR-069 A.3.3.3).
 */
public record AutonomousTransferCompleteResponse() implements CwmpResponse {}
