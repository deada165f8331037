package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The ACS has stored the results (TR-069 A.4.2.3).
 */
public record DUStateChangeCompleteResponse() implements CwmpResponse {}
