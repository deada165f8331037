package org.viaduct.interworking;

import java.time.Duration;

/**
 * @param requestTimeout how long a blocking request without requestExpiration waits for the CPE
 * @param waitingDeadline how long a command may wait to be sent
 * @param completionDeadline how long a command that was sent may take
 * @param softwareDeadline the same for ChangeDUState
 * @param wakesPerSecond connection requests for commands that nobody waits for
 */
record Settings(
        Duration requestTimeout,
        Duration waitingDeadline,
        Duration completionDeadline,
        Duration softwareDeadline,
        int wakesPerSecond) {

    Duration completionDeadline(CommandType type) {
        return switch (type.completion()) {
            case RESPONSE, TRANSFER_COMPLETE -> completionDeadline;
            case DU_STATE_CHANGE_COMPLETE -> softwareDeadline;
        };
    }
}
