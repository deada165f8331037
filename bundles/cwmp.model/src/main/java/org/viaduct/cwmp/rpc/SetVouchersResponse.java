package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The vouchers are accepted (TR-069 A.4.1.3).
 */
public record SetVouchersResponse() implements CwmpResponse {}
