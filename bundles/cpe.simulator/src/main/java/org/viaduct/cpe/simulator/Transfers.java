package org.viaduct.cpe.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.viaduct.cpe.simulator.CpeEvent.Kind;
import org.viaduct.cpe.simulator.Transfer.Order;
import org.viaduct.cpe.simulator.Transfer.Window;
import org.viaduct.cpe.simulator.model.RpcRefused;
import org.viaduct.cpe.simulator.transfer.FetchedFile;
import org.viaduct.cpe.simulator.transfer.FileClient;
import org.viaduct.cpe.simulator.transfer.TransferFailure;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.UnknownTime;
import org.viaduct.cwmp.rpc.AllQueuedTransferStruct;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.DownloadResponse;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.ScheduleDownload;
import org.viaduct.cwmp.rpc.TimeWindowStruct;
import org.viaduct.cwmp.rpc.TransferComplete;
import org.viaduct.cwmp.rpc.Upload;
import org.viaduct.cwmp.rpc.UploadResponse;

/** The transfers of one CPE (TR-069 A.3.2.8, A.4.1.5, A.4.1.7 to A.4.1.9). Safe for several threads. */
final class Transfers {
    private static final int MAX_QUEUED = 16;
    private static final int REMEMBERED = 64;
    private static final int MAX_WINDOWS = 2;
    private static final Pattern DOWNLOADS = Pattern.compile("([1-5]|X) .+|X_.+");
    private static final Pattern UPLOADS = Pattern.compile("([1-4]|X) .+|X_.+");
    private static final Set<String> MODES =
            Set.of("1 At Any Time", "2 Immediately", "3 When Idle", "4 Confirmation Needed");
    private static final Set<FaultCode> REFUSALS = Set.of(
            FaultCode.FILE_TRANSFER_FAILURE,
            FaultCode.UPLOAD_FAILURE,
            FaultCode.TRANSFER_AUTHENTICATION_FAILURE,
            FaultCode.UNSUPPORTED_TRANSFER_PROTOCOL);

    private final SimulatedCpe cpe;
    private final FleetRuntime runtime;
    private final List<Transfer> queue = new ArrayList<>(0);
    private final Set<String> finished = new LinkedHashSet<>();

    Transfers(SimulatedCpe cpe, FleetRuntime runtime) {
        this.cpe = cpe;
        this.runtime = runtime;
    }

    DownloadResponse download(Download download) throws RpcRefused {
        return download(download, complete -> complete);
    }

    DownloadResponse download(Download download, Function<TransferComplete, CwmpRequest> told) throws RpcRefused {
        check(DOWNLOADS, download.fileType(), download.url());
        Transfer transfer = new Transfer(Order.of(download), told);
        if (!cpe.script().isStatusZero("Download")) {
            enqueue(transfer);
            return new DownloadResponse(1, UnknownTime.INSTANT, UnknownTime.INSTANT);
        }
        Instant start = Instant.now();
        Optional<String> firmware = now(transfer);
        firmware.ifPresent(version -> cpe.upgradeAfterSession(version, Optional.empty()));
        return new DownloadResponse(0, start, Instant.now());
    }

    UploadResponse upload(Upload upload) throws RpcRefused {
        check(UPLOADS, upload.fileType(), upload.url());
        Transfer transfer = new Transfer(Order.of(upload));
        if (!cpe.script().isStatusZero("Upload")) {
            enqueue(transfer);
            return new UploadResponse(1, UnknownTime.INSTANT, UnknownTime.INSTANT);
        }
        Instant start = Instant.now();
        now(transfer);
        return new UploadResponse(0, start, Instant.now());
    }

    private Optional<String> now(Transfer transfer) throws RpcRefused {
        try {
            return move(transfer);
        } catch (TransferFailure failed) {
            FaultCode otherwise =
                    transfer.order().isUpload() ? FaultCode.UPLOAD_FAILURE : FaultCode.FILE_TRANSFER_FAILURE;
            throw new RpcRefused(REFUSALS.contains(failed.code()) ? failed.code() : otherwise, failed.getMessage());
        }
    }

    void scheduleDownload(ScheduleDownload download) throws RpcRefused {
        check(DOWNLOADS, download.fileType(), download.url());
        List<TimeWindowStruct> windows = download.timeWindowList();
        if (windows.isEmpty() || windows.size() > MAX_WINDOWS) {
            throw new RpcRefused(FaultCode.INVALID_ARGUMENTS, "there must be one or two time windows");
        }
        long from = 0;
        for (TimeWindowStruct window : windows) {
            if (window.windowStart() < from || window.windowEnd() <= window.windowStart()) {
                throw new RpcRefused(FaultCode.INVALID_ARGUMENTS, "the time windows are not in order");
            }
            if (!MODES.contains(window.windowMode())) {
                throw new RpcRefused(FaultCode.INVALID_ARGUMENTS, "WindowMode " + window.windowMode());
            }
            from = window.windowEnd();
        }
        enqueue(new Transfer(Order.of(download)));
    }

    private static void check(Pattern types, String fileType, String url) throws RpcRefused {
        if (!types.matcher(fileType).matches()) {
            throw new RpcRefused(FaultCode.INVALID_ARGUMENTS, "FileType \"" + fileType + "\"");
        }
        Optional<FaultCode> refusal = FileClient.refusal(url);
        if (refusal.isPresent()) {
            throw new RpcRefused(refusal.get(), "URL \"" + url + "\"");
        }
    }

    private void enqueue(Transfer transfer) throws RpcRefused {
        synchronized (this) {
            if (queue.size() >= MAX_QUEUED) {
                throw new RpcRefused(FaultCode.RESOURCES_EXCEEDED, "there are " + MAX_QUEUED + " transfers already");
            }
            queue.add(transfer);
        }
        schedule(transfer, 0, 0, Instant.now());
    }

    private void schedule(Transfer transfer, int window, int attempt, Instant accepted) {
        Duration start =
                runtime.options().scaled(transfer.order().windows().get(window).start());
        Duration passed = Duration.between(accepted, Instant.now());
        Duration wait = start.minus(passed);
        runtime.after(
                wait.isNegative() ? Duration.ZERO : wait,
                () -> cpe.whenUp(() -> attempt(transfer, window, attempt, accepted)));
    }

    private void attempt(Transfer transfer, int window, int attempt, Instant accepted) {
        if (transfer.isCancelled()) {
            return;
        }
        Instant start = Instant.now();
        List<Window> windows = transfer.order().windows();
        Duration end = runtime.options().scaled(windows.get(window).end());
        boolean late = Duration.between(accepted, start).compareTo(end) > 0;
        try {
            if (late) {
                throw new TransferFailure(FaultCode.OUTSIDE_TIME_WINDOWS, "the time window has passed");
            }
            transfer.begin();
            Optional<String> firmware = move(transfer);
            endLater(transfer, FaultStruct.NONE, start, firmware);
        } catch (TransferFailure failed) {
            if (!late && attempt < windows.get(window).retries()) {
                schedule(transfer, window, attempt + 1, accepted);
            } else if (window + 1 < windows.size()) {
                schedule(transfer, window + 1, 0, accepted);
            } else {
                endLater(
                        transfer,
                        new FaultStruct(failed.code().number(), shortened(failed.getMessage())),
                        start,
                        Optional.empty());
            }
        }
    }

    /** Moves the file; answers the version that a firmware image brings. */
    private Optional<String> move(Transfer transfer) throws TransferFailure {
        Order order = transfer.order();
        OptionalInt scripted = cpe.script().completionFault(order.rpc());
        if (scripted.isPresent()) {
            FaultCode code = FaultCode.of(scripted.getAsInt()).orElse(FaultCode.INTERNAL_ERROR);
            throw new TransferFailure(code, code.phrase());
        }
        if (order.isUpload()) {
            byte[] file = content(order.fileType()).getBytes(StandardCharsets.UTF_8);
            runtime.files().send(order.url(), order.username(), order.password(), file);
            return Optional.empty();
        }
        FetchedFile file = runtime.files().fetch(order.url(), order.username(), order.password(), transfer);
        inspect(order, file);
        cpe.tell(Kind.CHANGED, "fetched " + file.size() + " bytes with SHA-256 " + file.sha256());
        return order.isFirmware() ? Optional.of(file.version().orElse(cpe.softwareVersion() + ".1")) : Optional.empty();
    }

    private static void inspect(Order order, FetchedFile file) throws TransferFailure {
        if (order.fileSize() > 0 && file.size() < order.fileSize()) {
            throw new TransferFailure(
                    FaultCode.DOWNLOAD_INCOMPLETE, "FileSize is " + order.fileSize() + ", got " + file.size());
        }
        if (order.fileSize() > 0 && file.size() > order.fileSize() || file.size() == 0) {
            throw new TransferFailure(
                    FaultCode.FILE_CORRUPTED, "FileSize is " + order.fileSize() + ", got " + file.size());
        }
        switch (file.field("image").orElse("good")) {
            case "corrupt" -> throw new TransferFailure(FaultCode.FILE_CORRUPTED, "the checksum is wrong");
            case "unsigned" -> throw new TransferFailure(
                    FaultCode.FILE_AUTHENTICATION_FAILURE, "the file is not signed");
            default -> {
                return;
            }
        }
    }

    private String content(String fileType) {
        return fileType.contains("Log")
                ? Instant.now() + " " + cpe.id() + " up, software " + cpe.softwareVersion() + "\n"
                : cpe.model().configuration();
    }

    private void endLater(Transfer transfer, FaultStruct fault, Instant start, Optional<String> firmware) {
        Duration delay = cpe.script().completionDelay(transfer.order().rpc());
        runtime.after(delay, () -> cpe.whenUp(() -> end(transfer, fault, start, firmware)));
    }

    private void end(Transfer transfer, FaultStruct fault, Instant start, Optional<String> firmware) {
        if (!transfer.apply()) {
            return;
        }
        Order order = transfer.order();
        synchronized (this) {
            if (!queue.remove(transfer)) {
                return;
            }
            finished.add(order.commandKey());
            if (finished.size() > REMEMBERED) {
                finished.remove(finished.iterator().next());
            }
        }
        boolean silent = runtime.options().quirks().contains(Quirk.NO_TRANSFER_COMPLETE);
        boolean keyless = runtime.options().quirks().contains(Quirk.EMPTY_COMMAND_KEY);
        String key = keyless ? "" : order.commandKey();
        Optional<Completion> completion = silent
                ? Optional.empty()
                : Optional.of(new Completion(
                        transfer.told(new TransferComplete(
                                key, fault, start, fault.faultCode() == 0 ? Instant.now() : UnknownTime.INSTANT)),
                        EventQueue.TRANSFER_COMPLETE,
                        "M " + order.rpc(),
                        key,
                        Optional.of(transfer.completed()),
                        cpe.script().duplicateCompletions()));
        if (firmware.isPresent()) {
            cpe.upgradeAfterSession(firmware.get(), completion);
        } else {
            completion.ifPresent(cpe::complete);
        }
    }

    /** CancelTransfer: a key that nothing has is no fault, there is nothing left to cancel. */
    void cancel(String commandKey) throws RpcRefused {
        List<Transfer> found;
        synchronized (this) {
            found = queue.stream()
                    .filter(transfer -> transfer.order().commandKey().equals(commandKey))
                    .toList();
            if (found.isEmpty() && finished.contains(commandKey)) {
                throw new RpcRefused(FaultCode.CANCELLATION_NOT_PERMITTED, "the transfer has ended");
            }
        }
        for (Transfer transfer : found) {
            if (!transfer.cancel()) {
                throw new RpcRefused(FaultCode.CANCELLATION_NOT_PERMITTED, "the file is being applied");
            }
            synchronized (this) {
                queue.remove(transfer);
            }
        }
    }

    /** All outstanding transfers, those with an undelivered TransferComplete included; at most 16. */
    List<AllQueuedTransferStruct> queued() {
        List<AllQueuedTransferStruct> queued = new ArrayList<>();
        synchronized (this) {
            queue.forEach(transfer -> queued.add(transfer.struct()));
        }
        cpe.completions().forEach(completion -> completion.transfer().ifPresent(queued::add));
        return queued.size() > MAX_QUEUED ? queued.subList(0, MAX_QUEUED) : queued;
    }

    /** A factory reset forgets them. */
    synchronized void clear() {
        queue.forEach(Transfer::cancel);
        queue.clear();
        finished.clear();
    }

    private static String shortened(String text) {
        return text.length() > 256 ? text.substring(0, 256) : text;
    }
}
