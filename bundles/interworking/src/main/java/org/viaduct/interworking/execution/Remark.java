package org.viaduct.interworking.execution;

import java.util.Optional;
import java.util.stream.Stream;
import org.viaduct.interworking.command.Wording;
import org.viaduct.onem2m.Timestamp;

/** What execStatus and execResult do not say of an execution, as a sentence: above all, what is not known. */
public final class Remark {

    /** The attribute of the {@code <execInstance>} that shows it. */
    public static final String ATTRIBUTE = "viaductRemark";

    private Remark() {}

    /** Empty when there is nothing to add. */
    public static Optional<String> on(Execution execution) {
        String rpc = execution.type().rpc();
        String sent = execution.sent().map(Timestamp::format).orElse("");
        Optional<String> remark =
                switch (execution.state()) {
                    case UNANSWERED, UNANSWERED_NON_CANCELLABLE -> Optional.of(
                            rpc + " was sent at " + sent + ", and its answer was lost: whether the CPE"
                                    + " carries it out is not known until the CPE reports. It is not sent again.");
                    case SCHEDULED -> Optional.of("Begins at " + Timestamp.format(execution.due()) + ".");
                    case PAUSED -> Optional.of(
                            "The next repetition begins at " + Timestamp.format(execution.due()) + ".");
                    case GIVEN_UP -> Optional.of(
                            execution.sent().isEmpty()
                                    ? rpc + " was not sent."
                                    : rpc + " was sent at " + sent
                                            + ", and the CPE has not reported its end: what became of it is not known.");
                    case WAITING,
                            SENT,
                            ACCEPTED,
                            CANCEL_ASKED,
                            CANCEL_WAITING,
                            CANCEL_SENT,
                            SENT_NON_CANCELLABLE,
                            ACCEPTED_NON_CANCELLABLE,
                            FINISHED,
                            CANCELLED -> Optional.empty();
                };
        Optional<String> fault = execution
                .fault()
                .map(reported -> "CWMP fault " + reported.fault().code() + ": "
                        + Wording.printable(reported.fault().message()) + ".");
        Optional<String> count = Optional.of(execution.repetitions())
                .filter(repetitions -> repetitions.number() > 1)
                .map(repetitions -> "Repetition " + repetitions.current() + " of " + repetitions.number() + ".");
        String all = String.join(
                " ", Stream.of(count, fault, remark).flatMap(Optional::stream).toList());
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
