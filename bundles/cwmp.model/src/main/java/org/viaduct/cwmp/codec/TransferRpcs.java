package org.viaduct.cwmp.codec;

import static org.viaduct.cwmp.codec.Field.bool;
import static org.viaduct.cwmp.codec.Field.dateTime;
import static org.viaduct.cwmp.codec.Field.integer;
import static org.viaduct.cwmp.codec.Field.text;
import static org.viaduct.cwmp.codec.Field.token;
import static org.viaduct.cwmp.codec.Field.unsignedInt;

import java.util.List;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.rpc.AllQueuedTransferStruct;
import org.viaduct.cwmp.rpc.ArgStruct;
import org.viaduct.cwmp.rpc.AutonomousTransferComplete;
import org.viaduct.cwmp.rpc.AutonomousTransferCompleteResponse;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.CancelTransferResponse;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.DownloadResponse;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.GetAllQueuedTransfers;
import org.viaduct.cwmp.rpc.GetAllQueuedTransfersResponse;
import org.viaduct.cwmp.rpc.GetQueuedTransfers;
import org.viaduct.cwmp.rpc.GetQueuedTransfersResponse;
import org.viaduct.cwmp.rpc.QueuedTransferStruct;
import org.viaduct.cwmp.rpc.RequestDownload;
import org.viaduct.cwmp.rpc.RequestDownloadResponse;
import org.viaduct.cwmp.rpc.ScheduleDownload;
import org.viaduct.cwmp.rpc.ScheduleDownloadResponse;
import org.viaduct.cwmp.rpc.TimeWindowStruct;
import org.viaduct.cwmp.rpc.TransferComplete;
import org.viaduct.cwmp.rpc.TransferCompleteResponse;
import org.viaduct.cwmp.rpc.Upload;
import org.viaduct.cwmp.rpc.UploadResponse;

/** The RPCs on file transfers (TR-069 A.3.2.8, A.3.3.2, A.3.3.3, A.4.1.1, A.4.1.5, A.4.1.7 to A.4.1.9, A.4.2.2). */
final class TransferRpcs {
    static final Shape<FaultStruct> FAULT = Shape.of(
            FaultStruct.class,
            integer("FaultCode", FaultStruct::faultCode).required(),
            text("FaultString", 256, FaultStruct::faultString),
            FaultStruct::new);

    private static final Shape<TimeWindowStruct> WINDOW = Shape.of(
            TimeWindowStruct.class,
            unsignedInt("WindowStart", TimeWindowStruct::windowStart),
            unsignedInt("WindowEnd", TimeWindowStruct::windowEnd),
            text("WindowMode", 64, TimeWindowStruct::windowMode),
            text("UserMessage", 256, TimeWindowStruct::userMessage),
            integer("MaxRetries", TimeWindowStruct::maxRetries),
            TimeWindowStruct::new);

    private static final Shape<QueuedTransferStruct> QUEUED = Shape.of(
            QueuedTransferStruct.class,
            token("CommandKey", 32, QueuedTransferStruct::commandKey),
            integer("State", QueuedTransferStruct::state).required(),
            QueuedTransferStruct::new);

    private static final Shape<AllQueuedTransferStruct> ANY_QUEUED = Shape.of(
            AllQueuedTransferStruct.class,
            token("CommandKey", 32, AllQueuedTransferStruct::commandKey),
            integer("State", AllQueuedTransferStruct::state).required(),
            bool("IsDownload", AllQueuedTransferStruct::isDownload),
            text("FileType", 64, AllQueuedTransferStruct::fileType),
            unsignedInt("FileSize", AllQueuedTransferStruct::fileSize),
            text("TargetFileName", 256, AllQueuedTransferStruct::targetFileName),
            AllQueuedTransferStruct::new);

    private static final Shape<ArgStruct> ARGUMENT = Shape.of(
                    ArgStruct.class,
                    text("Name", 64, ArgStruct::name),
                    text("Value", 256, ArgStruct::value),
                    ArgStruct::new)
            .shownAs((out, argument) -> out.named(argument.name(), argument.value(), ""));

    static final List<Shape<? extends CwmpMessage>> ALL = List.of(
            Shape.of(
                    Download.class,
                    token("CommandKey", 32, Download::commandKey),
                    text("FileType", 64, Download::fileType),
                    text("URL", 256, Download::url).required(),
                    text("Username", 256, Download::username),
                    text("Password", 256, Download::password).asSecret(),
                    unsignedInt("FileSize", Download::fileSize),
                    text("TargetFileName", 256, Download::targetFileName),
                    unsignedInt("DelaySeconds", Download::delaySeconds),
                    text("SuccessURL", 256, Download::successUrl),
                    text("FailureURL", 256, Download::failureUrl),
                    Download::new),
            Shape.of(
                    DownloadResponse.class,
                    integer("Status", DownloadResponse::status).required(),
                    dateTime("StartTime", DownloadResponse::startTime),
                    dateTime("CompleteTime", DownloadResponse::completeTime),
                    DownloadResponse::new),
            Shape.of(
                    Upload.class,
                    token("CommandKey", 32, Upload::commandKey),
                    text("FileType", 64, Upload::fileType),
                    text("URL", 256, Upload::url).required(),
                    text("Username", 256, Upload::username),
                    text("Password", 256, Upload::password).asSecret(),
                    unsignedInt("DelaySeconds", Upload::delaySeconds),
                    Upload::new),
            Shape.of(
                    UploadResponse.class,
                    integer("Status", UploadResponse::status).required(),
                    dateTime("StartTime", UploadResponse::startTime),
                    dateTime("CompleteTime", UploadResponse::completeTime),
                    UploadResponse::new),
            Shape.of(
                    ScheduleDownload.class,
                    token("CommandKey", 32, ScheduleDownload::commandKey),
                    text("FileType", 64, ScheduleDownload::fileType),
                    text("URL", 256, ScheduleDownload::url).required(),
                    text("Username", 256, ScheduleDownload::username),
                    text("Password", 256, ScheduleDownload::password).asSecret(),
                    unsignedInt("FileSize", ScheduleDownload::fileSize),
                    text("TargetFileName", 256, ScheduleDownload::targetFileName),
                    Field.of("TimeWindowList", ArrayOf.structs(WINDOW, 1, 2), ScheduleDownload::timeWindowList),
                    ScheduleDownload::new),
            Shape.of(ScheduleDownloadResponse.class, ScheduleDownloadResponse::new),
            Shape.of(CancelTransfer.class, token("CommandKey", 32, CancelTransfer::commandKey), CancelTransfer::new),
            Shape.of(CancelTransferResponse.class, CancelTransferResponse::new),
            Shape.of(GetQueuedTransfers.class, GetQueuedTransfers::new),
            Shape.of(
                    GetQueuedTransfersResponse.class,
                    Field.of("TransferList", ArrayOf.structs(QUEUED, 0, 16), GetQueuedTransfersResponse::transferList),
                    GetQueuedTransfersResponse::new),
            Shape.of(GetAllQueuedTransfers.class, GetAllQueuedTransfers::new),
            Shape.of(
                    GetAllQueuedTransfersResponse.class,
                    Field.of(
                            "TransferList",
                            ArrayOf.structs(ANY_QUEUED, 0, 16),
                            GetAllQueuedTransfersResponse::transferList),
                    GetAllQueuedTransfersResponse::new),
            Shape.of(
                    TransferComplete.class,
                    token("CommandKey", 32, TransferComplete::commandKey),
                    Field.of("FaultStruct", FAULT, TransferComplete::faultStruct)
                            .required(),
                    dateTime("StartTime", TransferComplete::startTime),
                    dateTime("CompleteTime", TransferComplete::completeTime),
                    TransferComplete::new),
            Shape.of(TransferCompleteResponse.class, TransferCompleteResponse::new),
            Shape.of(
                    AutonomousTransferComplete.class,
                    text("AnnounceURL", 1024, AutonomousTransferComplete::announceUrl),
                    text("TransferURL", 1024, AutonomousTransferComplete::transferUrl),
                    bool("IsDownload", AutonomousTransferComplete::isDownload),
                    text("FileType", 64, AutonomousTransferComplete::fileType),
                    unsignedInt("FileSize", AutonomousTransferComplete::fileSize),
                    text("TargetFileName", 256, AutonomousTransferComplete::targetFileName),
                    Field.of("FaultStruct", FAULT, AutonomousTransferComplete::faultStruct)
                            .required(),
                    dateTime("StartTime", AutonomousTransferComplete::startTime),
                    dateTime("CompleteTime", AutonomousTransferComplete::completeTime),
                    AutonomousTransferComplete::new),
            Shape.of(AutonomousTransferCompleteResponse.class, AutonomousTransferCompleteResponse::new),
            Shape.of(
                    RequestDownload.class,
                    text("FileType", 64, RequestDownload::fileType),
                    Field.of("FileTypeArg", ArrayOf.structs(ARGUMENT, 0, 16), RequestDownload::fileTypeArg),
                    RequestDownload::new),
            Shape.of(RequestDownloadResponse.class, RequestDownloadResponse::new));

    private TransferRpcs() {}
}
