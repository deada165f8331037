package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CwmpRequest;

/**
 * Asks for an Inform some time from now (TR-069 A.4.1.2).
 *
 * @param delaySeconds seconds, from 1
 * @param commandKey chosen by the ACS, at most 32 characters; comes back in what this request leads to
 */
public record ScheduleInform(long delaySeconds, String commandKey) implements CwmpRequest {}
