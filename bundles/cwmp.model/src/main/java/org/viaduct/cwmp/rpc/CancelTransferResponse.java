package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The transfer is cancelled (TR-069 A.4.1.9).
 */
public record CancelTransferResponse() implements CwmpResponse {}
