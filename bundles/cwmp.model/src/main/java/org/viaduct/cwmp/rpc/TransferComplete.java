package org.viaduct.cwmp.rpc;

import java.time.Instant;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Tells the ACS how a transfer it asked for ended; repeated until answered (TR-069 A.3.3.2).
 *
 * @param commandKey that of the Download, Upload or ScheduleDownload
 * @param startTime {@link org.viaduct.cwmp.UnknownTime#INSTANT} where not known or not yet
 * @param completeTime {@link org.viaduct.cwmp.UnknownTime#INSTANT} where not known or not yet
 */
public record TransferComplete(String commandKey, FaultStruct faultStruct, Instant startTime, Instant completeTime)
        implements CwmpRequest {}
