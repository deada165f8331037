package org.viaduct.cpe.simulator;

import java.util.stream.Collectors;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.rpc.AddObject;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.DUStateChangeComplete;
import org.viaduct.cwmp.rpc.DeleteObject;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.DownloadResponse;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.ScheduleDownload;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.TransferComplete;
import org.viaduct.cwmp.rpc.Upload;
import org.viaduct.cwmp.rpc.UploadResponse;

/** A message in a few words and without secrets. */
final class Describe {
    private Describe() {}

    static String message(CwmpMessage message) {
        return message.name() + "(" + arguments(message) + ")";
    }

    private static String arguments(CwmpMessage message) {
        if (message instanceof Inform inform) {
            return inform.event().stream().map(Describe::event).collect(Collectors.joining(", "))
                    + (inform.retryCount() == 0 ? "" : "; retry " + inform.retryCount());
        }
        if (message instanceof TransferComplete complete) {
            return complete.commandKey() + ", FaultCode "
                    + complete.faultStruct().faultCode();
        }
        if (message instanceof DUStateChangeComplete complete) {
            return complete.commandKey() + ", "
                    + complete.results().stream()
                            .map(result ->
                                    result.currentState() + " " + result.fault().faultCode())
                            .collect(Collectors.joining(", "));
        }
        if (message instanceof CwmpFault fault) {
            return fault.code() + " " + fault.message();
        }
        if (message instanceof SetParameterValues set) {
            return set.parameterList().stream().map(ParameterValueStruct::name).collect(Collectors.joining(", "));
        }
        if (message instanceof GetParameterValues get) {
            return String.join(", ", get.parameterNames());
        }
        return key(message);
    }

    private static String key(CwmpMessage message) {
        if (message instanceof Reboot reboot) {
            return reboot.commandKey();
        }
        if (message instanceof Download download) {
            return download.commandKey() + ", " + download.fileType() + ", " + download.url();
        }
        if (message instanceof ScheduleDownload download) {
            return download.commandKey() + ", " + download.fileType() + ", " + download.url();
        }
        if (message instanceof Upload upload) {
            return upload.commandKey() + ", " + upload.fileType() + ", " + upload.url();
        }
        if (message instanceof CancelTransfer cancel) {
            return cancel.commandKey();
        }
        if (message instanceof ChangeDUState change) {
            return change.commandKey() + ", " + change.operations().size() + " operations";
        }
        if (message instanceof AddObject add) {
            return add.objectName();
        }
        if (message instanceof DeleteObject delete) {
            return delete.objectName();
        }
        if (message instanceof DownloadResponse response) {
            return "Status " + response.status();
        }
        return message instanceof UploadResponse response ? "Status " + response.status() : "";
    }

    private static String event(EventStruct event) {
        return event.commandKey().isEmpty() ? event.eventCode() : event.eventCode() + " " + event.commandKey();
    }
}
