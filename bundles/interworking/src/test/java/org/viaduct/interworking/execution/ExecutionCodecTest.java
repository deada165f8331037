package org.viaduct.interworking.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.fault.FaultTable;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.command.Repetitions;
import org.viaduct.interworking.execution.Execution.ReportedFault;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ResourceId;

class ExecutionCodecTest {

    private static final String KEY = "01jdcq3v8d9k2m4n6p8r0s2t4v";

    private final Execution execution = new Execution(
            KEY,
            new ResourceId("mgc-1"),
            new ResourceId("exin-" + KEY),
            new CpeId("00D09E", "GW", "1"),
            CommandType.DOWNLOAD,
            ExecutionState.CANCEL_SENT,
            ExecResult.STATUS_CANCELLATION_DENIED,
            new Repetitions(3, 7, Duration.ofMinutes(5), true),
            true,
            Instant.parse("2026-01-01T00:00:00.123456Z"),
            Instant.parse("2026-01-02T00:00:00Z"),
            Optional.of(Instant.parse("2026-01-02T00:00:01Z")),
            Instant.parse("2026-01-08T00:00:00Z"),
            Optional.of(FaultTable.CANCEL_TRANSFER_FOR_EXEC_INSTANCE_DELETE),
            Optional.of(new ReportedFault(FaultTable.DOWNLOAD, new CwmpFault(9010, "täxt \"quoted\""), false)),
            Optional.of(new LinkedFile("a/b", 5_000_000_000L, "00ff")),
            Optional.of("sealed"),
            Optional.of("X_00D09E_SecureDownload"));

    @Test
    void what_was_encoded_is_decoded() {
        assertThat(ExecutionCodec.decode(KEY, ExecutionCodec.encode(execution))).isEqualTo(execution);
    }

    @Test
    void what_is_absent_stays_absent() {
        Execution bare = new Execution(
                KEY,
                execution.command(),
                execution.instance(),
                new CpeId("00D09E", "GW", "1"),
                CommandType.REBOOT,
                ExecutionState.WAITING,
                ExecResult.STATUS_NOT_FINISHED,
                Repetitions.ONCE,
                false,
                execution.created(),
                execution.began(),
                Optional.empty(),
                execution.due(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(ExecutionCodec.decode(KEY, ExecutionCodec.encode(bare))).isEqualTo(bare);
    }

    @Test
    void a_foreign_value_is_refused() {
        assertThatThrownBy(() -> ExecutionCodec.decode(KEY, new byte[] {1, 2}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(KEY);
    }

    @Test
    void a_command_key_leads_back_to_its_execution_and_has_at_most_32_characters() {
        assertThat(execution.commandKey()).isEqualTo(KEY + ".3").hasSizeLessThanOrEqualTo(32);
        assertThat(CommandKey.keyIn(execution.commandKey())).isEqualTo(KEY);
        assertThat(CommandKey.keyOf(execution.instance())).isEqualTo(KEY);
        assertThat(CommandKey.of(KEY, Repetitions.MOST)).hasSize(32);
        assertThat(CommandKey.keyOf(new ResourceId("an id that is not made of a ULID, and long")))
                .hasSize(26);
    }
}
