package org.viaduct.interworking;

import java.time.Duration;
import java.util.List;
import org.viaduct.interworking.command.CommandType;

/**
 * @param requestTimeout how long a blocking request without requestExpiration waits for the CPE
 * @param waitingDeadline how long a command may wait to be sent
 * @param completionDeadline how long a command that was sent may take
 * @param softwareDeadline the same for ChangeDUState
 * @param cancellationsInFlight how many CancelTransfers the Delete of a {@code <mgmtCmd>} has under way at once
 * @param randomSpread the longest random time that is added in the random execModes
 */
record Settings(
        Duration requestTimeout,
        Duration waitingDeadline,
        Duration completionDeadline,
        Duration softwareDeadline,
        int cancellationsInFlight,
        Duration randomSpread) {

    Settings {
        for (Duration time : List.of(requestTimeout, waitingDeadline, completionDeadline, softwareDeadline)) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("Times are at least 1 s, not " + time.toSeconds() + " s");
            }
        }
        if (cancellationsInFlight < 1) {
            throw new IllegalArgumentException("cancellations.in.flight is at least 1, not " + cancellationsInFlight);
        }
        if (randomSpread.isNegative()) {
            throw new IllegalArgumentException("random.spread is at least 0 s, not " + randomSpread.toSeconds());
        }
    }

    Duration completionDeadline(CommandType type) {
        return switch (type.completion()) {
            case RESPONSE, TRANSFER_COMPLETE -> completionDeadline;
            case DU_STATE_CHANGE_COMPLETE -> softwareDeadline;
        };
    }
}
