package org.viaduct.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized.Parameters;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.itests.conformance.CseUnderTest.Device;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** Each row of the fault tables of TS-0006 8.2, over a CWMP session of its own. */
@RunWith(ConcurrentParameterized.class)
public class FaultMappingIT {

    @ClassRule
    public static final CseUnderTest CSE = new CseUnderTest(FaultRow.COUNT);

    private static final int METHOD_NOT_SUPPORTED = 9000;
    private static final int BAD_REQUEST = 4000;
    private static final int NOT_IMPLEMENTED = 5001;
    private static final int MGMT_CANCELLATION_FAILED = 6026;

    private final FaultRow row;
    private final Device device = CSE.takeCpe();

    public FaultMappingIT(FaultRow row) {
        this.row = row;
    }

    @Parameters(name = "{0}")
    public static List<FaultRow> rows() throws IOException {
        return FaultRow.all();
    }

    @Test
    public void the_fault_becomes_what_its_table_says() {
        switch (row.table()) {
            case "8.2.1.1-1" -> refused(Command.DOWNLOAD);
            case "8.2.1.2-1" -> refused(Command.UPLOAD);
            case "8.2.1.3-2" -> failed(transfer());
            case "8.2.1.4-1" -> refused(Command.SOFTWAREINSTALL);
            case "8.2.1.5-1" -> failed(operation());
            case "8.2.1.6-1" -> refused(Command.REBOOT);
            case "8.2.1.7-1" -> refused(Command.RESET);
            case "8.2.2-1" -> notCancelled((command, instance) -> command.delete(command.address()));
            case "8.2.3-1" -> notCancelled(ManagedCommand::cancel);
            case "8.2.4-1" -> notCancelled(ManagedCommand::delete);
            default -> throw new IllegalStateException("no test for " + row);
        }
        assertThat(device.cpe().violations()).isEmpty();
    }

    /** The RPC faults: so does the Execute, and the execInstance stays with its result. */
    private void refused(Command kind) {
        device.cpe().script().fault(kind.rpc(), row.code());
        ManagedCommand command = new ManagedCommand(CSE, device, kind);

        Answer executed = command.execute();

        answered(executed, row.code() == METHOD_NOT_SUPPORTED ? NOT_IMPLEMENTED : BAD_REQUEST);
        isKept(command, command.instance(), ExecStatus.FINISHED, row.result());
        answered(command.delete(command.address()), ManagedCommand.DELETED);
    }

    /** The RPC succeeds, and so does the Execute; the CPE's completion carries the fault. */
    private void failed(Command kind) {
        device.cpe().script().completionFault(kind.rpc(), row.code());
        ManagedCommand command = new ManagedCommand(CSE, device, kind);

        Answer executed = command.execute();

        answered(executed, ManagedCommand.UPDATED);
        isKept(command, command.instance(), ExecStatus.FINISHED, row.result());
        answered(command.delete(command.address()), ManagedCommand.DELETED);
    }

    /** CancelTransfer faults: nothing is cancelled or deleted, until it succeeds. */
    private void notCancelled(BiFunction<ManagedCommand, String, Answer> cancellation) {
        device.cpe()
                .script()
                .completionDelay(Command.DOWNLOAD.rpc(), Duration.ofHours(1))
                .fault("CancelTransfer", row.code(), 1);
        ManagedCommand command = new ManagedCommand(CSE, device, Command.DOWNLOAD);
        answered(command.execute(), ManagedCommand.UPDATED);
        String instance = command.instance();

        Answer refused = cancellation.apply(command, instance);

        answered(refused, MGMT_CANCELLATION_FAILED);
        isKept(command, instance, ExecStatus.PENDING, row.result());
        answered(command.delete(command.address()), ManagedCommand.DELETED);
        answered(command.retrieve(instance), ManagedCommand.NOT_FOUND);
    }

    private static void isKept(ManagedCommand command, String instance, ExecStatus status, ExecResult result) {
        assertThat(command.resultOnceIn(status, instance)).isEqualTo(result.value());
        answered(command.retrieve(command.address()), ManagedCommand.OK);
    }

    private static void answered(Answer answer, int rsc) {
        assertThat(answer.rsc()).describedAs(answer.toString()).isEqualTo(rsc);
    }

    /** Upload failure (9011) is for uploads; the others are for downloads, or for both. */
    private Command transfer() {
        return row.code() == 9011 ? Command.UPLOAD : Command.DOWNLOAD;
    }

    /** An operation that the fault is for, by its description in TR-069 A.5.1. */
    private Command operation() {
        return switch (row.code()) {
            case 9028 -> Command.SOFTWAREUNINSTALL;
            case 9030, 9031, 9032 -> Command.SOFTWAREUPDATE;
            default -> Command.SOFTWAREINSTALL;
        };
    }
}
