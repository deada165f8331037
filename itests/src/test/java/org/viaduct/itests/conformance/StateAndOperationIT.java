package org.viaduct.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized.Parameters;
import org.viaduct.cpe.simulator.Script;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.itests.conformance.CseUnderTest.Device;
import org.viaduct.onem2m.ExecStatus;

/** Each operation on each command in each state that can be reached from outside. */
@RunWith(ConcurrentParameterized.class)
public class StateAndOperationIT {

    @ClassRule
    public static final CseUnderTest CSE = new CseUnderTest(Triple.all().size());

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int REQUEST_DENIED = 9001;
    private static final int MGMT_COMMAND_NOT_CANCELLABLE = 6029;
    private static final String REPEATED = "\"exm\":2,\"exn\":2,\"exf\":\"PT1H\"";
    /** Longer than the tests take. */
    private static final Duration LONG = Duration.ofHours(1);
    /** Of the answer to an RPC: long enough for an operation, and below the time-out of a session. */
    private static final Duration ON_THE_WIRE = Duration.ofSeconds(5);

    private final Triple triple;
    private final Device device = CSE.takeCpe();
    private final ManagedCommand command;

    public StateAndOperationIT(Triple triple) {
        this.triple = triple;
        this.command = new ManagedCommand(CSE, device, triple.command(), triple.isRepeated() ? REPEATED : "");
    }

    @Parameters(name = "{0}")
    public static List<Triple> triples() {
        return Triple.all();
    }

    @Test
    public void the_operation_is_answered_and_does_as_the_clause_says() {
        reach(triple.state());
        String instance = command.instance();
        assertThat(command.resultOnceIn(triple.state(), instance))
                .isEqualTo(Triple.result(triple.state()).value());

        Answer answer = operate(instance);

        assertThat(answer.rsc()).describedAs(answer.toString()).isEqualTo(triple.rsc());
        if (triple.isDeletion() && answer.rsc() == ManagedCommand.DELETED) {
            isGone(instance);
        } else {
            isKept(instance);
        }
        assertThat(device.cpe().violations()).isEmpty();
        script().clear();
        // Refused, and left to expire, where the RPC cannot be cancelled.
        command.delete(command.address());
    }

    private void isGone(String instance) {
        assertThat(command.retrieve(instance).rsc()).isEqualTo(ManagedCommand.NOT_FOUND);
        boolean alone = triple.operation() == Triple.Operation.DELETE_INSTANCE;
        assertThat(command.retrieve(command.address()).rsc())
                .isEqualTo(alone ? ManagedCommand.OK : ManagedCommand.NOT_FOUND);
    }

    private void isKept(String instance) {
        assertThat(command.resultOnceIn(triple.after(), instance))
                .isEqualTo(Triple.result(triple.after()).value());
        assertThat(command.retrieve(command.address()).rsc()).isEqualTo(ManagedCommand.OK);
        int executions = triple.operation() == Triple.Operation.EXECUTE ? 2 : 1;
        await().atMost(PATIENCE).until(() -> command.instances().size() == executions);
    }

    private Answer operate(String instance) {
        return switch (triple.operation()) {
            case CANCEL -> command.cancel(instance);
            case DELETE_INSTANCE -> command.delete(instance);
            case DELETE_COMMAND -> command.delete(command.address());
            case RETRIEVE -> command.retrieve(instance);
            case EXECUTE -> triple.isOffline() ? command.executeWithoutWaiting() : command.execute();
            case CHANGE_MODE -> command.update("{\"m2m:mgc\":{\"exm\":4}}");
        };
    }

    private void reach(ExecStatus state) {
        switch (state) {
            case INITIATED -> {
                device.cpe().stop();
                command.executeWithoutWaiting();
            }
            case CANCELLED -> {
                reach(ExecStatus.INITIATED);
                command.cancel(command.instance());
            }
            case PENDING -> {
                if (triple.command().completes()) {
                    script().completionDelay(triple.command().rpc(), LONG);
                }
                command.execute();
            }
            case FINISHED -> {
                if (triple.command().completes()) {
                    script().completionFault(triple.command().rpc(), REQUEST_DENIED);
                } else {
                    script().fault(triple.command().rpc(), REQUEST_DENIED);
                }
                command.execute();
            }
            case STATUS_NON_CANCELLABLE -> {
                if (triple.command().completes()) {
                    reach(ExecStatus.PENDING);
                } else {
                    bringOnTheWire();
                }
                assertThat(command.cancel(command.instance()).rsc()).isEqualTo(MGMT_COMMAND_NOT_CANCELLABLE);
            }
            case CANCELLING -> {
                script().responseDelay("CancelTransfer", ON_THE_WIRE);
                reach(ExecStatus.PENDING);
                command.cancelWithoutWaiting(command.instance());
            }
        }
    }

    /** What ends with its response cannot be cancelled while that is awaited. */
    private void bringOnTheWire() {
        String rpc = triple.command().rpc();
        script().responseDelay(rpc, ON_THE_WIRE).fault(rpc, REQUEST_DENIED);
        command.executeWithoutWaiting();
        await().atMost(PATIENCE).until(() -> device.cpe().received().stream()
                .anyMatch(request -> request.name().equals(rpc)));
    }

    private Script script() {
        return device.cpe().script();
    }
}
