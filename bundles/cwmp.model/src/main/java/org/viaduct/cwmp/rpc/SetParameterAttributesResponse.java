package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The attributes are set (TR-069 A.3.2.4).
 */
public record SetParameterAttributesResponse() implements CwmpResponse {}
