package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpResponse;

/**
 * The Inform is scheduled (TR-069 A.4.1.2).
 */
public record ScheduleInformResponse() implements CwmpResponse {}
