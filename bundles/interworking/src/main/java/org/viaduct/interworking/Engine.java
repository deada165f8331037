package org.viaduct.interworking;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.interworking.Executions.Report;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.store.Store;

/** The parts of interworking, put together. */
final class Engine implements AutoCloseable {

    private final Scheduling scheduling;
    private final Watchers watchers = new Watchers();
    private final DeviceQueues queues = new DeviceQueues();
    private final InFlight inFlight;
    private final Waker waker;
    private final MassCancellation massCancellation;
    private final Executions executions;
    private final Faults faults;
    private final Recovery recovery;
    private final Sessions sessions;
    private final Map<String, ResourceHandler> handlers;

    Engine(Collaborators collaborators, Supplier<Settings> settings, Waker.Pauses pauses, Clock clock) {
        scheduling = new Scheduling(clock);
        Collaborator<Store> store = collaborators.store();
        waker = new Waker(
                collaborators.cwmpClient(),
                new WaitingExecutions(),
                scheduling,
                pauses,
                () -> settings.get().wakesPerSecond(),
                () -> settings.get().devicesInFlight());
        inFlight = new InFlight(waker.slots());
        Progress progress = new Progress(store, scheduling, clock);
        Deadlines deadlines = new Deadlines(scheduling, clock, this::timePassed);
        executions = new Executions(store, queues, watchers, deadlines, progress, settings, clock);
        faults = new Faults(executions, collaborators.faultMapper());
        Passwords passwords = new Passwords(collaborators.secrets());
        Making making = new Making(collaborators.resources(), passwords, executions, settings, clock);
        Expansions expansions = new Expansions(store, passwords, making, scheduling, executions, this::begin);
        recovery = new Recovery(store, executions, watchers, inFlight, faults, waker, expansions, progress);
        sessions = new Sessions(
                store,
                executions,
                queues,
                inFlight,
                faults,
                passwords,
                new Nodes(collaborators.resources(), store, clock),
                scheduling,
                waker::wake,
                recovery.ready(),
                clock);
        Cancellation cancellation =
                new Cancellation(executions, watchers, inFlight, waker, scheduling, settings, clock);
        massCancellation = new MassCancellation(store, executions, cancellation, scheduling, settings, clock);
        Execute execute = new Execute(
                collaborators,
                new Targets(collaborators.resources(), collaborators.groups(), store),
                making,
                expansions,
                executions,
                watchers,
                waker,
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
    private void begin(Execution execution) {
        if (execution.state().waiting()) {
            waker.wakeEventually(execution.cpe());
        }
    }

    private void timePassed(List<String> keys) {
        executions.timePassed(keys).forEach(this::begin);
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

    void faultMapperArrived() {
        scheduling.untilDone("Mapping the faults that came meanwhile", faults::mapWaiting);
    }

    @Override
    public void close() {
        scheduling.close();
        OneM2mException because = new OneM2mException(
                ResponseStatusCode.INTERNAL_SERVER_ERROR,
                "The interworking of this CSE is being stopped or updated: look at the <execInstance>s, then try again.");
        watchers.close(because);
        massCancellation.close(because);
    }

    private final class WaitingExecutions implements Waker.Waiting {

        @Override
        public List<String> waiting(CpeId cpe) {
            return queues.waiting(cpe);
        }

        @Override
        public boolean urgent(List<String> keys) {
            return keys.stream().anyMatch(watchers::any);
        }

        @Override
        public void unreachable(List<String> keys, String detail) {
            keys.stream()
                    .filter(watchers::any)
                    .forEach(key -> executions.fire(
                            key,
                            ExecutionEvent.NO_SESSION,
                            Report.because(new OneM2mException(
                                    ResponseStatusCode.MGMT_SESSION_CANNOT_BE_ESTABLISHED,
                                    "No session with the CPE can be had: " + Wording.printable(detail) + "."))));
        }
    }
}
