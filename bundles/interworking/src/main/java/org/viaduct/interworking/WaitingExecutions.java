package org.viaduct.interworking;

import java.util.List;
import java.util.Optional;
import org.viaduct.continuity.Presence;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.interworking.Executions.Report;
import org.viaduct.interworking.command.Wording;
import org.viaduct.interworking.execution.ExecutionEvent;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** What waits for sessions, and what becomes of it where no session can be had. */
final class WaitingExecutions {

    private static final String CANCEL_TRANSFER = "CancelTransfer";

    private final DeviceQueues queues;
    private final Watchers watchers;
    private final Executions executions;
    private final Presence<Store> store;
    private final Presence<Resources> resources;
    private final Scheduling scheduling;

    WaitingExecutions(
            DeviceQueues queues,
            Watchers watchers,
            Executions executions,
            Presence<Store> store,
            Presence<Resources> resources,
            Scheduling scheduling) {
        this.queues = queues;
        this.watchers = watchers;
        this.executions = executions;
        this.store = store;
        this.resources = resources;
        this.scheduling = scheduling;
    }

    /** Urgent is what a request waits for. */
    List<WaitingCall> of(CpeId cpe) {
        return queues.items(cpe).stream()
                .map(item -> new WaitingCall(
                        address(item.instance()),
                        item.command() ? item.type().rpc() : CANCEL_TRANSFER,
                        item.created(),
                        Optional.of(item.due()),
                        watchers.any(item.key())))
                .toList();
    }

    /** The structured address; the resourceID while the resource tree or the store is away. */
    private String address(ResourceId instance) {
        try {
            return store.now()
                    .flatMap(present -> present.find(instance))
                    .flatMap(found -> resources.now().map(tree -> tree.addressOf(found)))
                    .orElse(instance.value());
        } catch (StoreUnavailableException away) {
            return instance.value();
        }
    }

    /** Ends what a request waits for, with 6020. The rest goes on waiting. */
    void unreachable(CpeId cpe, String detail) {
        List<String> watched =
                queues.waiting(cpe).stream().filter(watchers::any).toList();
        if (!watched.isEmpty()) {
            scheduling.untilDone(
                    "Telling that " + cpe + " cannot be reached",
                    () -> watched.forEach(key -> executions.fire(
                            key,
                            ExecutionEvent.NO_SESSION,
                            Report.because(new OneM2mException(
                                    ResponseStatusCode.MGMT_SESSION_CANNOT_BE_ESTABLISHED,
                                    "No session with the CPE can be had: " + Wording.printable(detail) + ".")))));
        }
    }
}
