package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The ACS has stored how the transfer ended (TR-069 A.3.3.2).
 */
public record TransferCompleteResponse() implements CwmpResponse {}
