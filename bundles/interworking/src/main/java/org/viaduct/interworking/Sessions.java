package org.viaduct.interworking;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.DUStateChangeComplete;
import org.viaduct.cwmp.rpc.DownloadResponse;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.OpResultStruct;
import org.viaduct.cwmp.rpc.TransferComplete;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UploadResponse;
import org.viaduct.cwmp.spi.CommandEnd;
import org.viaduct.cwmp.spi.VendorCommand;
import org.viaduct.fault.FaultTable;
import org.viaduct.interworking.Executions.Outcome;
import org.viaduct.interworking.Executions.Report;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.command.CommandType.Completion;
import org.viaduct.interworking.command.ExecReqArgs;
import org.viaduct.interworking.command.RpcConversion;
import org.viaduct.interworking.command.Wording;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.ExecutionEvent;
import org.viaduct.interworking.execution.ExecutionState;
import org.viaduct.interworking.execution.LinkedFile;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** Hands commands to CWMP sessions and takes what the CPEs say of them. What throws makes the CPE try again. */
final class Sessions implements SessionParticipant {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final String REBOOTED = "M Reboot";
    private static final String BOOTSTRAP = "0 BOOTSTRAP";
    private static final long READY_SECONDS = 5;

    private final Presence<Store> store;
    private final Executions executions;
    private final DeviceQueues queues;
    private final WaitingExecutions waiting;
    private final InFlight inFlight;
    private final Faults faults;
    private final Passwords passwords;
    private final ServedFiles files;
    private final Nodes nodes;
    private final Scheduling scheduling;
    private final Seeking seeking;
    private final VendorCommands vendors;
    private final CompletableFuture<Void> ready;
    private final Clock clock;
    private final AtomicLong unknownKeys = new AtomicLong();

    /** @param ready completes when the executions of the time before the start are known */
    Sessions(
            Presence<Store> store,
            Executions executions,
            DeviceQueues queues,
            WaitingExecutions waiting,
            InFlight inFlight,
            Faults faults,
            Passwords passwords,
            ServedFiles files,
            Nodes nodes,
            Scheduling scheduling,
            Seeking seeking,
            VendorCommands vendors,
            CompletableFuture<Void> ready,
            Clock clock) {
        this.store = store;
        this.executions = executions;
        this.queues = queues;
        this.waiting = waiting;
        this.inFlight = inFlight;
        this.faults = faults;
        this.passwords = passwords;
        this.files = files;
        this.nodes = nodes;
        this.scheduling = scheduling;
        this.seeking = seeking;
        this.vendors = vendors;
        this.ready = ready;
        this.clock = clock;
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        awaitReady();
        nodes.informed(inform);
        inFlight.leftOver(session).ifPresent(key -> fire(session, key, ExecutionEvent.LOST));
        for (EventStruct event : inform.event()) {
            switch (event.eventCode()) {
                case REBOOTED -> own(session.cpe(), event.commandKey())
                        .filter(execution -> execution.type() == CommandType.REBOOT)
                        .ifPresent(execution -> succeeded(execution.key()));
                case BOOTSTRAP -> queues.unprovenResets(session.cpe()).forEach(this::succeeded);
                default -> LOG.trace("{} informs with {}", session.cpe(), event);
            }
        }
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        if (request instanceof TransferComplete complete) {
            completed(
                    session.cpe(),
                    complete.commandKey(),
                    Completion.TRANSFER_COMPLETE,
                    FaultTable.TRANSFER_COMPLETE,
                    complete.faultStruct());
        } else if (request instanceof DUStateChangeComplete complete) {
            FaultStruct first = complete.results().stream()
                    .map(OpResultStruct::fault)
                    .filter(fault -> !fault.succeeded())
                    .findFirst()
                    .orElse(FaultStruct.NONE);
            completed(
                    session.cpe(),
                    complete.commandKey(),
                    Completion.DU_STATE_CHANGE_COMPLETE,
                    FaultTable.DU_STATE_CHANGE_COMPLETE,
                    first);
        } else if (request instanceof VendorRequest || request instanceof UnknownRequest) {
            return receivedFromVendors(session.cpe(), request);
        } else {
            LOG.info("{} says {}, which no command waits for", session.cpe(), request.name());
        }
        return Reception.TAKEN;
    }

    /** A vendor's RPC may end a command. While nobody can read it, it waits: the CPE is to repeat it. */
    private Reception receivedFromVendors(CpeId cpe, CwmpRequest request) {
        awaitReady();
        Optional<CommandEnd> end = vendors.end(cpe, request);
        if (end.isPresent()) {
            Optional<Execution> execution = own(cpe, end.get().commandKey());
            FaultTable table =
                    execution.map(found -> found.type().completionFaults()).orElse(FaultTable.TRANSFER_COMPLETE);
            ended(cpe, end.get().commandKey(), execution, table, end.get().fault());
            return Reception.TAKEN;
        }
        return vendors.mayEnd(cpe, request) ? Reception.REPEAT : Reception.NOT_MINE;
    }

    @Override
    public boolean mayCall(CwmpSession session) {
        awaitReady();
        return !queues.waiting(session.cpe()).isEmpty();
    }

    @Override
    public Optional<Call> next(CwmpSession session) {
        awaitReady();
        for (String key : queues.waiting(session.cpe())) {
            Optional<Call> call = send(session, key);
            if (call.isPresent()) {
                return call;
            }
        }
        return Optional.empty();
    }

    @Override
    public List<WaitingCall> waiting(CpeId cpe) {
        return waiting.of(cpe);
    }

    @Override
    public void unreachable(CpeId cpe, String detail) {
        waiting.unreachable(cpe, detail);
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        String key = CommandKey.keyIn(call.id());
        try {
            settle(session, key, call, outcome);
        } catch (StoreUnavailableException | OneM2mException away) {
            scheduling.untilDone(
                    "Storing what " + session.cpe() + " answered", () -> settle(session, key, call, outcome));
            throw away;
        } finally {
            inFlight.end(session, key);
        }
    }

    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        String key = CommandKey.keyIn(call.id());
        Runnable take = () -> {
            if (present(call).isEmpty()) {
                return;
            }
            switch (delivery) {
                case NOT_SENT -> fire(session, key, ExecutionEvent.NOT_SENT);
                case REFUSED -> refused(session.cpe(), key);
                case UNKNOWN -> fire(session, key, ExecutionEvent.LOST);
            }
        };
        inFlight.end(session, key);
        try {
            take.run();
        } catch (StoreUnavailableException | OneM2mException away) {
            scheduling.untilDone("Storing that " + session.cpe() + " did not answer", take);
        }
    }

    /** It was not sent, and ends, repetitions included: what the CWMP client guards CPEs against would go on and on. */
    private void refused(CpeId cpe, String key) {
        executions.fire(key, ExecutionEvent.NOT_SENT, Report.NONE);
        executions.fire(
                key,
                ExecutionEvent.NO_SESSION,
                Report.because(new OneM2mException(
                        ResponseStatusCode.OPERATION_NOT_ALLOWED,
                        "The CPE " + cpe
                                + " was told to reboot too often within an hour: nothing is sent. Try again later,"
                                + " or raise reboots.max of the CWMP client.")));
    }

    private Optional<Call> send(CwmpSession session, String key) {
        Optional<Execution> found = executions.find(key);
        if (found.isEmpty() || !found.get().state().waiting()) {
            found.ifPresent(queues::put);
            return Optional.empty();
        }
        Optional<Resource> instance = store.get().find(found.get().instance());
        if (instance.filter(this::isOver).isPresent()) {
            return Optional.empty();
        }
        boolean cancellation = found.get().state() == ExecutionState.CANCEL_WAITING;
        CwmpRequest request;
        Optional<String> carrier;
        try {
            CwmpRequest standard = request(found.get(), instance);
            Optional<CwmpRequest> replacement =
                    cancellation ? Optional.empty() : vendors.replacement(found.get(), standard);
            request = replacement.orElse(standard);
            carrier = replacement.filter(VendorRequest.class::isInstance).map(CwmpRequest::name);
        } catch (OneM2mException impossible) {
            if (impossible.status() != ResponseStatusCode.MGMT_CONVERSION_ERROR) {
                throw impossible;
            }
            LOG.warn("{} cannot be sent: {}", found.get().instance(), impossible.getMessage());
            executions.fire(key, ExecutionEvent.NO_SESSION, Report.because(impossible));
            return Optional.empty();
        }
        Report sending = cancellation ? Report.NONE : Report.noting(current -> current.carriedBy(carrier));
        inFlight.begin(session, key);
        ExecutionState expected = found.get().state();
        boolean sent = false;
        try {
            Optional<Outcome> outcome = executions.fire(key, ExecutionEvent.SEND, sending);
            sent = outcome.filter(Outcome::changed)
                    .filter(change -> change.before().state() == expected)
                    .filter(change ->
                            change.before().commandKey().equals(found.get().commandKey()))
                    .isPresent();
        } finally {
            if (!sent) {
                inFlight.end(session, key);
            }
        }
        return sent ? Optional.of(new Call(found.get().commandKey(), request)) : Optional.empty();
    }

    /** Whether its expirationTime has passed, and it is only not deleted yet. */
    private boolean isOver(Resource instance) {
        return !instance.expires().isAfter(clock.instant());
    }

    private CwmpRequest request(Execution execution, Optional<Resource> instance) {
        if (execution.state() == ExecutionState.CANCEL_WAITING) {
            return new CancelTransfer(execution.commandKey());
        }
        Optional<Object> arguments = instance.map(Resource::attributes).map(attributes -> attributes.get("exra"));
        ExecReqArgs stored = ExecReqArgs.stored(execution.type(), arguments, passwords.of(execution));
        return RpcConversion.convert(files.handOut(execution, stored), execution.commandKey());
    }

    private void settle(CwmpSession session, String key, Call call, CwmpOutcome outcome) {
        Optional<Execution> execution = present(call);
        if (execution.isEmpty()) {
            return;
        }
        boolean cancellation = call.request() instanceof CancelTransfer;
        if (outcome instanceof CwmpOutcome.Faulted faulted) {
            if (cancellation) {
                faults.cancelRefused(execution.get(), faulted.fault());
            } else {
                faults.refused(execution.get(), faulted.fault());
            }
        } else if (outcome instanceof CwmpOutcome.Success success) {
            if (cancellation) {
                executions.fire(key, ExecutionEvent.CANCEL_ACCEPT, Report.NONE);
            } else if (isDone(execution.get(), success.response())) {
                succeeded(execution.get());
            } else {
                fire(session, key, ExecutionEvent.ACCEPT);
            }
        }
    }

    /** The execution whose current repetition a call belongs to: what is said of an earlier one must not touch it. */
    private Optional<Execution> present(Call call) {
        return executions.find(CommandKey.keyIn(call.id())).filter(found -> found.commandKey()
                .equals(call.id()));
    }

    /** Whether nothing follows a response: by its vendor's word, the kind of the RPC, or because the transfer is done. */
    private boolean isDone(Execution execution, CwmpResponse response) {
        return vendors.progress(execution.cpe(), response)
                .map(progress -> progress == VendorCommand.Progress.DONE)
                .orElseGet(() -> execution.carrier().isEmpty() && isDone(execution.type(), response));
    }

    private static boolean isDone(CommandType type, CwmpResponse response) {
        return type.completion() == Completion.RESPONSE
                || response instanceof DownloadResponse download && download.status() == 0
                || response instanceof UploadResponse upload && upload.status() == 0;
    }

    private void completed(CpeId cpe, String commandKey, Completion completion, FaultTable table, FaultStruct fault) {
        Optional<Execution> execution =
                own(cpe, commandKey).filter(found -> found.type().completion() == completion);
        ended(cpe, commandKey, execution, table, fault);
    }

    private void ended(
            CpeId cpe, String commandKey, Optional<Execution> execution, FaultTable table, FaultStruct fault) {
        if (execution.isEmpty()) {
            LOG.info(
                    "{} reports the end of '{}', which no <execInstance> of it has as its present CommandKey ({} so far)",
                    cpe,
                    Wording.printable(commandKey),
                    unknownKeys.incrementAndGet());
        } else if (fault.succeeded()) {
            succeeded(execution.get());
        } else {
            faults.failed(execution.get(), table, new CwmpFault(fault.faultCode(), fault.faultString()));
        }
    }

    /** What waits after it is asked for in this session, or, if that ends before, in one to be woken for. */
    private void fire(CwmpSession session, String key, ExecutionEvent event) {
        executions
                .fire(key, event, Report.NONE)
                .filter(outcome -> outcome.after().state().waiting())
                .ifPresent(outcome -> seeking.one(session.cpe()));
    }

    private void succeeded(Execution execution) {
        Optional<LinkedFile> sent = files.sent(execution);
        Report success = new Report(
                Optional.of(ExecResult.STATUS_SUCCESS),
                current -> sent.map(current::withFile).orElse(current),
                Optional.empty());
        executions.fire(execution.key(), ExecutionEvent.COMPLETE, success);
    }

    private void succeeded(String key) {
        executions.fire(key, ExecutionEvent.COMPLETE, Report.of(ExecResult.STATUS_SUCCESS));
    }

    /**
     * The execution whose current repetition has this CommandKey, if it is one of this CPE; some CPEs lose the key and send
     * an empty one.
     */
    private Optional<Execution> own(CpeId cpe, String commandKey) {
        return Optional.of(CommandKey.keyIn(commandKey))
                .filter(key -> !key.isEmpty())
                .flatMap(executions::find)
                .filter(execution -> execution.cpe().equals(cpe))
                .filter(execution -> execution.commandKey().equals(commandKey));
    }

    private void awaitReady() {
        try {
            ready.get(READY_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException notYet) {
            throw new StoreUnavailableException("The executions of the time before the start are not read yet");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interworking is stopping");
        }
    }
}
