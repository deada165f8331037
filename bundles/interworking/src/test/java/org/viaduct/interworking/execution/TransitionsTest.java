package org.viaduct.interworking.execution;

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
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.execution.Transitions.Result;
import org.viaduct.interworking.execution.Transitions.Transition;
import org.viaduct.interworking.execution.Transitions.Wish;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;
import org.viaduct.onem2m.ResponseStatusCode;

/** Every state with every event, and every command in every state with every wish. */
class TransitionsTest {

    static Stream<Arguments> everyStateAndEvent() {
        return Arrays.stream(ExecutionState.values()).flatMap(state -> Arrays.stream(ExecutionEvent.values())
                .flatMap(event -> Stream.of(false, true).map(more -> Arguments.of(state, event, more))));
    }

    static Stream<Arguments> everyCommandStateAndWish() {
        return Arrays.stream(CommandType.values()).flatMap(command -> Arrays.stream(ExecutionState.values())
                .flatMap(state -> Arrays.stream(Wish.values()).map(wish -> Arguments.of(command, state, wish))));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void what_has_ended_changes_only_from_given_up_to_finished(
            ExecutionState state, ExecutionEvent event, boolean more) {
        Optional<Transition> transition = Transitions.of(state, event, more);
        if (!state.running()) {
            boolean late = state == ExecutionState.GIVEN_UP && event == ExecutionEvent.COMPLETE;
            assertThat(transition.map(Transition::to))
                    .isEqualTo(late ? Optional.of(ExecutionState.FINISHED) : Optional.empty());
        }
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void the_exec_result_fits_the_exec_status(ExecutionState state, ExecutionEvent event, boolean more) {
        Transitions.of(state, event, more).ifPresent(transition -> {
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
    void a_command_is_handed_out_once_only_unless_it_was_not_written(
            ExecutionState state, ExecutionEvent event, boolean more) {
        Optional<ExecutionState> to = Transitions.of(state, event, more).map(Transition::to);
        if (to.equals(Optional.of(ExecutionState.WAITING))) {
            if (event == ExecutionEvent.DUE) {
                assertThat(state.timed()).isTrue();
            } else {
                assertThat(event).isEqualTo(ExecutionEvent.NOT_SENT);
                assertThat(state.unproven()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void every_running_execution_can_complete_and_be_given_up_or_waits_for_its_time(
            ExecutionState state, ExecutionEvent event, boolean more) {
        Optional<ExecutionState> completed =
                Transitions.of(state, ExecutionEvent.COMPLETE, more).map(Transition::to);
        Optional<ExecutionState> late =
                Transitions.of(state, ExecutionEvent.DEADLINE, more).map(Transition::to);
        Optional<ExecutionState> due =
                Transitions.of(state, ExecutionEvent.DUE, more).map(Transition::to);
        if (state.timed()) {
            assertThat(due).contains(ExecutionState.WAITING);
            assertThat(completed).isEmpty();
            assertThat(late).isEmpty();
        } else if (state.running()) {
            boolean goesOn = more && unstopped(state);
            assertThat(completed).contains(goesOn ? ExecutionState.PAUSED : ExecutionState.FINISHED);
            assertThat(late).contains(goesOn ? ExecutionState.PAUSED : ExecutionState.GIVEN_UP);
            assertThat(due).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void only_the_end_of_a_repetition_differs_when_others_are_to_follow(
            ExecutionState state, ExecutionEvent event, boolean more) {
        if (!Transitions.of(state, event, true).equals(Transitions.of(state, event, false))) {
            assertThat(event).isIn(ExecutionEvent.COMPLETE, ExecutionEvent.DEADLINE);
            assertThat(Transitions.of(state, event, true))
                    .contains(new Transition(ExecutionState.PAUSED, Result.NOT_FINISHED));
        }
    }

    /** Whether nobody tried to stop it: otherwise the repetition that runs is the last. */
    private static boolean unstopped(ExecutionState state) {
        return state.execStatus() == ExecStatus.INITIATED || state.execStatus() == ExecStatus.PENDING;
    }

    @ParameterizedTest
    @MethodSource("everyCommandStateAndWish")
    void cancel_and_delete_answer_as_ts_0006_8_2_says(CommandType command, ExecutionState state, Wish wish) {
        ExecutionState after = Transitions.of(state, Transitions.cancellation(command), false)
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
                if (!state.outstanding()) {
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
