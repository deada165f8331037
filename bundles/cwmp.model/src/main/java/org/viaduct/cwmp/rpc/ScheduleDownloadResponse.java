package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The download is scheduled (TR-069 A.4.1.8).
 */
public record ScheduleDownloadResponse() implements CwmpResponse {}
