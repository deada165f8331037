package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The CPE will reboot after the session (TR-069 A.3.2.9).
 */
public record RebootResponse() implements CwmpResponse {}
