package org.viaduct.cwmp.rpc;

import java.time.Instant;
import org.viaduct.cwmp.CwmpResponse;

/**
 * The download is done, or will be (TR-069 A.3.2.8).
 *
 * @param status 0: completed (and applied), no {@link TransferComplete} follows; 1: not yet completed
 * @param startTime {@link org.viaduct.cwmp.UnknownTime#INSTANT} where not known or not yet
 * @param completeTime {@link org.viaduct.cwmp.UnknownTime#INSTANT} where not known or not yet
 */
public record DownloadResponse(int status, Instant startTime, Instant completeTime) implements CwmpResponse {}
