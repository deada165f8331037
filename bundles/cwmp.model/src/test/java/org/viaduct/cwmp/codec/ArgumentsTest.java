package org.viaduct.cwmp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.rpc.*;

class ArgumentsTest {
    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of(new Reboot("x".repeat(33)), "Reboot.CommandKey has 33 characters, at most 32 are allowed"),
                Arguments.of(
                        new ScheduleInform(1L << 32, "k"),
                        "ScheduleInform.DelaySeconds is 4294967296, a number from 0 to 4294967295 is expected"),
                Arguments.of(
                        new Download("k", "1 F", "u".repeat(300), "", "", 0, "", 0, "", ""),
                        "Download.URL has 300 characters, at most 256 are allowed"),
                Arguments.of(
                        new GetParameterValues(List.of()),
                        "GetParameterValues.ParameterNames has 0 entries, at least 1 must be there"),
                Arguments.of(
                        new GetQueuedTransfersResponse(Collections.nCopies(17, new QueuedTransferStruct("k", 1))),
                        "GetQueuedTransfersResponse.TransferList has 17 entries, at most 16 are allowed"),
                Arguments.of(
                        new ChangeDUState(
                                List.of(
                                        new UninstallOpStruct("", "", ""),
                                        new UpdateOpStruct("", "v".repeat(33), "", "", "")),
                                ""),
                        "ChangeDUState.Operations[2].Version has 33 characters, at most 32 are allowed"),
                Arguments.of(
                        new ChangeDUState(List.of(), ""),
                        "ChangeDUState.Operations has 0 entries, at least 1 must be there"));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void what_an_rpc_cannot_carry_is_named(CwmpMessage message, String sentence) {
        assertThat(org.viaduct.cwmp.codec.Arguments.violation(message)).contains(sentence);
    }

    @Test
    void a_message_without_shape_cannot_be_judged_or_written() {
        UnknownRequest unknown = new UnknownRequest("X");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> org.viaduct.cwmp.codec.Arguments.violation(unknown))
                .withMessage("X is no message of CWMP");
    }
}
