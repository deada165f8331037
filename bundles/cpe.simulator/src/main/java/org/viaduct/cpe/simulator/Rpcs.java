package org.viaduct.cpe.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.viaduct.cpe.simulator.model.DataModel;
import org.viaduct.cpe.simulator.model.RpcRefused;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.rpc.AddObject;
import org.viaduct.cwmp.rpc.AddObjectResponse;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.CancelTransferResponse;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.ChangeDUStateResponse;
import org.viaduct.cwmp.rpc.DeleteObject;
import org.viaduct.cwmp.rpc.DeleteObjectResponse;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.FactoryResetResponse;
import org.viaduct.cwmp.rpc.GetAllQueuedTransfers;
import org.viaduct.cwmp.rpc.GetAllQueuedTransfersResponse;
import org.viaduct.cwmp.rpc.GetParameterAttributes;
import org.viaduct.cwmp.rpc.GetParameterAttributesResponse;
import org.viaduct.cwmp.rpc.GetParameterNames;
import org.viaduct.cwmp.rpc.GetParameterNamesResponse;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.GetQueuedTransfers;
import org.viaduct.cwmp.rpc.GetQueuedTransfersResponse;
import org.viaduct.cwmp.rpc.GetRPCMethods;
import org.viaduct.cwmp.rpc.GetRPCMethodsResponse;
import org.viaduct.cwmp.rpc.QueuedTransferStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.RebootResponse;
import org.viaduct.cwmp.rpc.ScheduleDownload;
import org.viaduct.cwmp.rpc.ScheduleDownloadResponse;
import org.viaduct.cwmp.rpc.ScheduleInform;
import org.viaduct.cwmp.rpc.ScheduleInformResponse;
import org.viaduct.cwmp.rpc.SetParameterAttributes;
import org.viaduct.cwmp.rpc.SetParameterAttributesResponse;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.SetParameterValuesResponse;
import org.viaduct.cwmp.rpc.Upload;

/** What a CPE does at each RPC (TR-069 A.3.2, A.4.1). Run within the CPE's one session. */
final class Rpcs {
    @FunctionalInterface
    private interface Method<R extends CwmpRequest> {
        CwmpResponse call(Rpcs rpcs, R request) throws RpcRefused;
    }

    private record Bound<R extends CwmpRequest>(Class<R> type, Method<R> method) {
        CwmpResponse call(Rpcs rpcs, CwmpRequest request) throws RpcRefused {
            return method.call(rpcs, type.cast(request));
        }
    }

    private static final Map<String, Bound<?>> METHODS = new TreeMap<>();

    static {
        bind(GetRPCMethods.class, (rpcs, request) -> new GetRPCMethodsResponse(List.copyOf(METHODS.keySet())));
        bind(SetParameterValues.class, Rpcs::setParameterValues);
        bind(GetParameterValues.class, (rpcs, request) -> {
            rpcs.cpe.refreshCounters();
            return new GetParameterValuesResponse(rpcs.model().values(request.parameterNames()));
        });
        bind(
                GetParameterNames.class,
                (rpcs, request) -> new GetParameterNamesResponse(
                        rpcs.model().names(request.parameterPath(), request.nextLevel())));
        bind(SetParameterAttributes.class, (rpcs, request) -> {
            rpcs.model().setAttributes(request.parameterList());
            return new SetParameterAttributesResponse();
        });
        bind(
                GetParameterAttributes.class,
                (rpcs, request) ->
                        new GetParameterAttributesResponse(rpcs.model().attributes(request.parameterNames())));
        bind(AddObject.class, (rpcs, request) -> {
            int number = rpcs.model().addRow(request.objectName(), request.parameterKey());
            return new AddObjectResponse(number, 0);
        });
        bind(DeleteObject.class, (rpcs, request) -> {
            rpcs.model().deleteRow(request.objectName(), request.parameterKey());
            return new DeleteObjectResponse(0);
        });
        bind(Reboot.class, (rpcs, request) -> {
            rpcs.cpe.rebootAfterSession(request.commandKey());
            return new RebootResponse();
        });
        bind(FactoryReset.class, (rpcs, request) -> {
            rpcs.cpe.factoryResetAfterSession();
            return new FactoryResetResponse();
        });
        bind(ScheduleInform.class, Rpcs::scheduleInform);
        bind(Download.class, (rpcs, request) -> rpcs.transfers.download(request));
        bind(Upload.class, (rpcs, request) -> rpcs.transfers.upload(request));
        bind(ScheduleDownload.class, (rpcs, request) -> {
            rpcs.transfers.scheduleDownload(request);
            return new ScheduleDownloadResponse();
        });
        bind(CancelTransfer.class, (rpcs, request) -> {
            rpcs.transfers.cancel(request.commandKey());
            return new CancelTransferResponse();
        });
        bind(
                GetAllQueuedTransfers.class,
                (rpcs, request) -> new GetAllQueuedTransfersResponse(rpcs.transfers.queued()));
        bind(
                GetQueuedTransfers.class,
                (rpcs, request) -> new GetQueuedTransfersResponse(rpcs.transfers.queued().stream()
                        .map(transfer -> new QueuedTransferStruct(transfer.commandKey(), transfer.state()))
                        .toList()));
        bind(ChangeDUState.class, (rpcs, request) -> {
            rpcs.software.change(request);
            return new ChangeDUStateResponse();
        });
    }

    private static <R extends CwmpRequest> void bind(Class<R> type, Method<R> method) {
        METHODS.put(type.getSimpleName(), new Bound<>(type, method));
    }

    private final SimulatedCpe cpe;
    private final Transfers transfers;
    private final SoftwareModules software;
    private final VendorDevice vendor;

    Rpcs(SimulatedCpe cpe, Transfers transfers, SoftwareModules software, VendorDevice vendor) {
        this.cpe = cpe;
        this.transfers = transfers;
        this.software = software;
        this.vendor = vendor;
    }

    /** The RPCs a CPE understands, by name. */
    static Set<String> names() {
        return Collections.unmodifiableSet(METHODS.keySet());
    }

    CwmpMessage answer(CwmpRequest request) throws RpcRefused {
        if (request instanceof VendorRequest vendors) {
            return vendor.answer(cpe.vendorSide(), vendors);
        }
        Bound<?> method = METHODS.get(request.name());
        if (method == null) {
            throw new RpcRefused(FaultCode.METHOD_NOT_SUPPORTED, request.name());
        }
        return method.call(this, request);
    }

    private DataModel model() {
        return cpe.model();
    }

    private CwmpResponse setParameterValues(SetParameterValues request) throws RpcRefused {
        String urlBefore = cpe.setting("ManagementServer.URL");
        model().setValues(request.parameterList(), request.parameterKey());
        if (!cpe.setting("ManagementServer.URL").equals(urlBefore)) {
            cpe.acsChanged();
        }
        cpe.schedule().restart();
        cpe.udp().apply();
        return new SetParameterValuesResponse(0);
    }

    private CwmpResponse scheduleInform(ScheduleInform request) throws RpcRefused {
        if (request.delaySeconds() == 0) {
            throw new RpcRefused(FaultCode.INVALID_ARGUMENTS, "DelaySeconds must be above 0");
        }
        cpe.schedule().once(Duration.ofSeconds(request.delaySeconds()), request.commandKey());
        return new ScheduleInformResponse();
    }
}
