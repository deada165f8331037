package org.viaduct.cpe.simulator;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.viaduct.cpe.simulator.transfer.FileClient;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.AllQueuedTransferStruct;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.ScheduleDownload;
import org.viaduct.cwmp.rpc.TransferComplete;
import org.viaduct.cwmp.rpc.Upload;

/** A Download, Upload or ScheduleDownload from its acceptance to its end. */
final class Transfer implements FileClient.Cancellation {
    static final int NOT_STARTED = 1;
    static final int IN_PROGRESS = 2;
    static final int COMPLETED = 3;

    private static final Duration NEVER = Duration.ofDays(36_500);

    /** When one attempt may begin and the last may begin, counted from the RPC. */
    record Window(Duration start, Duration end, int retries) {}

    /** What the RPC asked for, whichever it was. */
    record Order(
            String rpc,
            String commandKey,
            String fileType,
            String url,
            String username,
            String password,
            long fileSize,
            String targetFileName,
            List<Window> windows) {
        static Order of(Download download) {
            Duration delay = Duration.ofSeconds(download.delaySeconds());
            return new Order(
                    "Download",
                    download.commandKey(),
                    download.fileType(),
                    download.url(),
                    download.username(),
                    download.password(),
                    download.fileSize(),
                    download.targetFileName(),
                    List.of(new Window(delay, NEVER, 0)));
        }

        static Order of(Upload upload) {
            Duration delay = Duration.ofSeconds(upload.delaySeconds());
            return new Order(
                    "Upload",
                    upload.commandKey(),
                    upload.fileType(),
                    upload.url(),
                    upload.username(),
                    upload.password(),
                    0,
                    "",
                    List.of(new Window(delay, NEVER, 0)));
        }

        static Order of(ScheduleDownload download) {
            List<Window> windows = download.timeWindowList().stream()
                    .map(window -> new Window(
                            Duration.ofSeconds(window.windowStart()),
                            Duration.ofSeconds(window.windowEnd()),
                            Math.max(0, window.maxRetries())))
                    .toList();
            return new Order(
                    "ScheduleDownload",
                    download.commandKey(),
                    download.fileType(),
                    download.url(),
                    download.username(),
                    download.password(),
                    download.fileSize(),
                    download.targetFileName(),
                    windows);
        }

        boolean isUpload() {
            return rpc.equals("Upload");
        }

        boolean isFirmware() {
            return !isUpload() && fileType.startsWith("1 ");
        }

        /** Leaves the password out. */
        @Override
        public String toString() {
            return rpc + "[" + commandKey + ", " + url + "]";
        }
    }

    private final Order order;
    private final Function<TransferComplete, CwmpRequest> told;
    private volatile int state = NOT_STARTED;
    private volatile boolean cancelled;
    private volatile boolean applying;

    Transfer(Order order) {
        this(order, complete -> complete);
    }

    /** @param told what the ACS is told of its end */
    Transfer(Order order, Function<TransferComplete, CwmpRequest> told) {
        this.order = order;
        this.told = told;
    }

    CwmpRequest told(TransferComplete complete) {
        return told.apply(complete);
    }

    Order order() {
        return order;
    }

    void begin() {
        state = IN_PROGRESS;
    }

    /** From now on it cannot be cancelled; false if it has been. */
    synchronized boolean apply() {
        applying = !cancelled;
        return applying;
    }

    /** False if it is too late. */
    synchronized boolean cancel() {
        cancelled = !applying;
        return cancelled;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    AllQueuedTransferStruct struct() {
        return struct(state);
    }

    AllQueuedTransferStruct completed() {
        return struct(COMPLETED);
    }

    private AllQueuedTransferStruct struct(int shown) {
        return new AllQueuedTransferStruct(
                order.commandKey(),
                shown,
                !order.isUpload(),
                order.fileType(),
                order.fileSize(),
                order.targetFileName());
    }
}
