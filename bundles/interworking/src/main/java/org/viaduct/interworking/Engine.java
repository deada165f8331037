package org.viaduct.interworking;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.viaduct.continuity.Presence;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.service.Collaborators;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.store.Store;

/** The parts of interworking, put together. */
final class Engine implements AutoCloseable {

    private final Scheduling scheduling;
    private final Watchers watchers = new Watchers();
    private final DeviceQueues queues = new DeviceQueues();
    private final Seeking seeking;
    private final MassCancellation massCancellation;
    private final Executions executions;
    private final Faults faults;
    private final Recovery recovery;
    private final VendorCommands vendors;
    private final Sessions sessions;
    private final Map<String, ResourceHandler> handlers;

    Engine(Collaborators collaborators, Supplier<Settings> settings, Clock clock) {
        scheduling = new Scheduling("viaduct-interworking", clock);
        Presence<Store> store = collaborators.store();
        seeking = new Seeking(collaborators.cwmpClient());
        InFlight inFlight = new InFlight();
        Progress progress = new Progress(store, scheduling, clock);
        Deadlines deadlines = new Deadlines(scheduling, clock, this::timePassed);
        ServedFiles files = new ServedFiles(collaborators.transfers(), store);
        executions = new Executions(store, queues, watchers, deadlines, progress, files::ended, settings, clock);
        faults = new Faults(executions, collaborators.faultMapper());
        Passwords passwords = new Passwords(collaborators.secrets());
        Making making = new Making(collaborators.resources(), passwords, executions, settings, clock);
        Expansions expansions = new Expansions(store, passwords, making, scheduling, executions, this::begin);
        recovery = new Recovery(
                store,
                executions,
                watchers,
                inFlight,
                faults,
                seeking,
                expansions,
                progress,
                scheduling,
                collaborators.patience());
        vendors = new VendorCommands(collaborators.vendorCommands(), queues, executions);
        sessions = new Sessions(
                store,
                executions,
                queues,
                new WaitingExecutions(queues, watchers, executions, store, collaborators.resources(), scheduling),
                inFlight,
                faults,
                passwords,
                files,
                new Nodes(collaborators.resources(), store, clock),
                scheduling,
                seeking,
                vendors,
                recovery.ready(),
                clock);
        Cancellation cancellation =
                new Cancellation(executions, watchers, inFlight, seeking, scheduling, settings, clock);
        massCancellation = new MassCancellation(store, executions, cancellation, scheduling, settings, clock);
        Execute execute = new Execute(
                collaborators,
                new Targets(collaborators.resources(), collaborators.groups(), store),
                files,
                making,
                expansions,
                executions,
                faults,
                watchers,
                seeking,
                recovery,
                scheduling,
                settings,
                clock);
        handlers = Map.of(
                Interworking.MGMT_CMD,
                new Commands(store, passwords, executions, expansions, massCancellation, execute, clock),
                Interworking.EXEC_INSTANCE,
                new Instances(store, executions, cancellation, clock));
    }

    /** An execution that no request waits for was made, or its time has come. */
    private void begin(Execution execution, boolean oneOfMany) {
        if (!execution.state().waiting()) {
            return;
        }
        if (oneOfMany) {
            seeking.oneOfMany(execution.cpe());
        } else {
            seeking.one(execution.cpe());
        }
    }

    private void timePassed(List<String> keys) {
        List<Execution> beginning = executions.timePassed(keys);
        beginning.forEach(execution -> begin(execution, beginning.size() > 1));
    }

    /** The handler for a resource type, by the root name of its representation. */
    ResourceHandler handler(String typeName) {
        return handlers.get(typeName);
    }

    SessionParticipant participant() {
        return sessions;
    }

    /** A store has come, perhaps another one than before. */
    void storeArrived() {
        scheduling.untilDone("Reading the running executions", recovery::recoverAll);
    }

    /** It knows nothing of what another one before was asked for. */
    void cwmpClientArrived() {
        scheduling.after(Duration.ZERO, "Seeking the CPEs that something waits for", () -> queues.cpes()
                .forEach(seeking::oneOfMany));
    }

    void faultMapperArrived() {
        scheduling.untilDone("Mapping the faults that came meanwhile", faults::mapWaiting);
    }

    @Override
    public void close() {
        scheduling.close();
        vendors.close();
        massCancellation.close();
        watchers.close();
    }
}
