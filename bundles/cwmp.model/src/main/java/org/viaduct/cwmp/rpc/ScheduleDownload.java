package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Tells the CPE to fetch a file in one of the given time windows (TR-069 A.4.1.8).
 *
 * @param commandKey chosen by the ACS, at most 32 characters; comes back in what this request leads to
 * @param fileSize bytes, 0 where not known
 * @param timeWindowList one or two that do not overlap, the earlier first
 */
public record ScheduleDownload(
        String commandKey,
        String fileType,
        String url,
        String username,
        String password,
        long fileSize,
        String targetFileName,
        List<TimeWindowStruct> timeWindowList)
        implements CwmpRequest {
    public ScheduleDownload {
        timeWindowList = List.copyOf(timeWindowList);
    }

    /** Leaves the password out, so that the record may be logged. */
    @Override
    public String toString() {
        return "ScheduleDownload[commandKey=" + commandKey
                + ", fileType=" + fileType
                + ", url=" + url
                + ", username=" + username
                + ", password=" + (password.isEmpty() ? "" : "***")
                + ", fileSize=" + fileSize
                + ", targetFileName=" + targetFileName
                + ", timeWindowList=" + timeWindowList + "]";
    }
}
