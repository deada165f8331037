package org.viaduct.cwmp.rpc;

import java.time.Instant;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Tells the ACS how a transfer it did not ask for ended (TR-069 A.3.3.3).
 *
 * @param fileSize bytes
 * @param startTime {@link org.viaduct.cwmp.UnknownTime#INSTANT} where not known or not yet
 * @param completeTime {@link org.viaduct.cwmp.UnknownTime#INSTANT} where not known or not yet
 */
public record AutonomousTransferComplete(
        String announceUrl,
        String transferUrl,
        boolean isDownload,
        String fileType,
        long fileSize,
        String targetFileName,
        FaultStruct faultStruct,
        Instant startTime,
        Instant completeTime)
        implements CwmpRequest {}
