package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The ACS has taken note; a Download may follow (TR-069 A.4.2.2).
 */
public record RequestDownloadResponse() implements CwmpResponse {}
