package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Asks the ACS to order a download (TR-069 A.4.2.2).
 *
 * @param fileTypeArg at most 16
 */
public record RequestDownload(String fileType, List<ArgStruct> fileTypeArg) implements CwmpRequest {
    public RequestDownload {
        fileTypeArg = List.copyOf(fileTypeArg);
    }
}
