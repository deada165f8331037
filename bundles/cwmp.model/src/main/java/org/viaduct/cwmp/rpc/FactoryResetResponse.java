package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The CPE will reset after the session (TR-069 A.4.1.6).
 */
public record FactoryResetResponse() implements CwmpResponse {}
