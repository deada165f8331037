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

/** The parts of interworking, put together. */
final class Engine implements AutoCloseable {

    private final Scheduling scheduling;
    private final Watchers watchers = new Watchers();
    private final DeviceQueues queues = new DeviceQueues();
    private final InFlight inFlight = new InFlight();
    private final Executions executions;
    private final Faults faults;
    private final Recovery recovery;
    private final Sessions sessions;
    private final Map<String, ResourceHandler> handlers;

    Engine(Collaborators collaborators, Supplier<Settings> settings, Waker.Pauses pauses, Clock clock) {
        scheduling = new Scheduling(clock);
        executions = new Executions(collaborators.store(), queues, watchers, scheduling, settings, clock);
        faults = new Faults(executions, collaborators.faultMapper());
        Passwords passwords = new Passwords(collaborators.secrets());
        Waker waker =
                new Waker(collaborators.cwmpClient(), new WaitingExecutions(), scheduling, pauses, () -> settings.get()
                        .wakesPerSecond());
        recovery = new Recovery(collaborators.store(), executions, watchers, inFlight, faults, waker);
        sessions = new Sessions(
                collaborators.store(),
                executions,
                queues,
                inFlight,
                faults,
                passwords,
                new Nodes(collaborators.resources(), collaborators.store(), clock),
                scheduling,
                waker::wake,
                recovery.ready());
        Cancellation cancellation =
                new Cancellation(executions, watchers, inFlight, waker, scheduling, settings, clock);
        Execute execute = new Execute(
                collaborators,
                new Targets(collaborators.resources(), collaborators.store()),
                passwords,
                executions,
                watchers,
                waker,
                recovery,
                scheduling,
                settings,
                clock);
        handlers = Map.of(
                Interworking.MGMT_CMD,
                new Commands(collaborators.store(), passwords, executions, cancellation, execute, clock),
                Interworking.EXEC_INSTANCE,
                new Instances(collaborators.store(), executions, cancellation, clock));
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
        watchers.close(
                new OneM2mException(
                        ResponseStatusCode.INTERNAL_SERVER_ERROR,
                        "The interworking of this CSE is being stopped or updated: look at the <execInstance>s, then try again."));
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
