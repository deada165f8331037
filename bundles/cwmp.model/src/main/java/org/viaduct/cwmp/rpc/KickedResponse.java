package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * Where the browser goes next (TR-069 A.4.2.1).
 */
public record KickedResponse(String nextUrl) implements CwmpResponse {}
