package org.viaduct.cwmp.queue;

import java.time.Duration;
import org.viaduct.settings.NumberSettings;

/**
 * Bounds of the queue.
 *
 * @param waitingOfDevice calls that may wait for one CPE
 * @param waiting calls that may wait in all
 * @param endedOfDevice calls that ended that are kept for each CPE
 * @param ended calls that ended that are kept in all
 * @param keep how long they are kept
 * @param answerBytes that an answer may have to be kept
 */
record QueueSettings(int waitingOfDevice, int waiting, int endedOfDevice, int ended, Duration keep, int answerBytes) {

    static QueueSettings of(NumberSettings settings) {
        return new QueueSettings(
                settings.number("calls.max.per.device", 1, 10_000),
                settings.number("calls.max", 1, 1_000_000),
                settings.number("ended.max.per.device", 0, 10_000),
                settings.number("ended.max", 0, 1_000_000),
                Duration.ofSeconds(settings.number("ended.keep", 1, 31_536_000)),
                settings.number("answer.max", 1, 65_536) * 1_024);
    }
}
