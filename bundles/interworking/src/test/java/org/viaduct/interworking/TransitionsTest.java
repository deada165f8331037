package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.viaduct.interworking.Transitions.Result;
import org.viaduct.interworking.Transitions.Transition;
import org.viaduct.interworking.Transitions.Wish;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;
import org.viaduct.onem2m.ResponseStatusCode;

/** Every state with every event, and every command in every state with every wish. */
class TransitionsTest {

    static Stream<Arguments> everyStateAndEvent() {
        return Arrays.stream(ExecutionState.values())
                .flatMap(state -> Arrays.stream(ExecutionEvent.values()).map(event -> Arguments.of(state, event)));
    }

    static Stream<Arguments> everyCommandStateAndWish() {
        return Arrays.stream(CommandType.values()).flatMap(command -> Arrays.stream(ExecutionState.values())
                .flatMap(state -> Arrays.stream(Wish.values()).map(wish -> Arguments.of(command, state, wish))));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void what_has_ended_changes_only_from_given_up_to_finished(ExecutionState state, ExecutionEvent event) {
        Optional<Transition> transition = Transitions.of(state, event);
        if (!state.running()) {
            boolean late = state == ExecutionState.GIVEN_UP && event == ExecutionEvent.COMPLETE;
            assertThat(transition.map(Transition::to))
                    .isEqualTo(late ? Optional.of(ExecutionState.FINISHED) : Optional.empty());
        }
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void the_exec_result_fits_the_exec_status(ExecutionState state, ExecutionEvent event) {
        Transitions.of(state, event).ifPresent(transition -> {
            Set<Result> possible =
                    switch (transition.to().execStatus()) {
                        case INITIATED, CANCELLING, STATUS_NON_CANCELLABLE -> EnumSet.of(Result.UNCHANGED);
                        case PENDING -> event == ExecutionEvent.CANCEL_FAULT
                                ? EnumSet.of(Result.REPORTED)
                                : EnumSet.of(Result.NOT_FINISHED);
                        case FINISHED -> transition.to() == ExecutionState.GIVEN_UP
                                ? EnumSet.of(Result.INTERNAL_ERROR)
                                : EnumSet.of(Result.REPORTED);
                        case CANCELLED -> EnumSet.of(Result.SUCCESS);
                    };
            assertThat(transition.result()).isIn(possible);
        });
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void a_command_is_handed_out_once_only_unless_it_was_not_written(ExecutionState state, ExecutionEvent event) {
        Optional<ExecutionState> to = Transitions.of(state, event).map(Transition::to);
        if (to.equals(Optional.of(ExecutionState.WAITING))) {
            assertThat(event).isEqualTo(ExecutionEvent.NOT_SENT);
            assertThat(state.unproven()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void every_running_execution_can_complete_and_be_given_up(ExecutionState state, ExecutionEvent event) {
        if (state.running()) {
            assertThat(Transitions.of(state, ExecutionEvent.COMPLETE).map(Transition::to))
                    .contains(ExecutionState.FINISHED);
            assertThat(Transitions.of(state, ExecutionEvent.DEADLINE).map(Transition::to))
                    .contains(ExecutionState.GIVEN_UP);
        }
    }

    @ParameterizedTest
    @MethodSource("everyCommandStateAndWish")
    void cancel_and_delete_answer_as_ts_0006_8_2_says(CommandType command, ExecutionState state, Wish wish) {
        ExecutionState after = Transitions.of(state, Transitions.cancellation(command))
                .map(Transition::to)
                .orElse(state);
        Optional<ResponseStatusCode> answer = Transitions.answer(wish, state, after);
        switch (state.execStatus()) {
            case FINISHED, CANCELLED -> {
                assertThat(after).isEqualTo(state);
                assertThat(answer)
                        .contains(
                                wish == Wish.CANCEL ? ResponseStatusCode.ALREADY_COMPLETE : ResponseStatusCode.DELETED);
            }
            case STATUS_NON_CANCELLABLE -> assertThat(answer).contains(ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
            case CANCELLING -> assertThat(answer).isEmpty();
            case INITIATED, PENDING -> {
                if (state == ExecutionState.WAITING) {
                    assertThat(after).isEqualTo(ExecutionState.CANCELLED);
                    assertThat(answer)
                            .contains(wish == Wish.CANCEL ? ResponseStatusCode.UPDATED : ResponseStatusCode.DELETED);
                } else if (command.cancellable()) {
                    assertThat(after.execStatus()).isEqualTo(ExecStatus.CANCELLING);
                    assertThat(answer).isEmpty();
                } else {
                    assertThat(after.execStatus()).isEqualTo(ExecStatus.STATUS_NON_CANCELLABLE);
                    assertThat(answer).contains(ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
                }
            }
        }
    }

    @Test
    void only_file_transfers_are_cancellable() {
        assertThat(CommandType.values())
                .filteredOn(CommandType::cancellable)
                .containsExactly(CommandType.UPLOAD, CommandType.DOWNLOAD);
    }

    @Test
    void a_transition_gives_the_result_it_says() {
        assertThat(new Transition(ExecutionState.FINISHED, Result.REPORTED)
                        .execResult(
                                ExecResult.STATUS_NOT_FINISHED, Optional.of(ExecResult.STATUS_FILE_TRANSFER_FAILED)))
                .isEqualTo(ExecResult.STATUS_FILE_TRANSFER_FAILED);
        assertThat(new Transition(ExecutionState.WAITING, Result.UNCHANGED)
                        .execResult(ExecResult.STATUS_CANCELLATION_DENIED, Optional.empty()))
                .isEqualTo(ExecResult.STATUS_CANCELLATION_DENIED);
    }
}
