package org.viaduct.files.api;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A transfer under way, as it was at one moment.
 *
 * @param file the name of the file; for an upload, the one it will have
 * @param device the nodeID of the CPE; empty for an operator
 * @param moved bytes of the file that have been moved, those of the requests before that it resumes included
 * @param total bytes of the file; empty while an upload does not say it
 * @param rate bytes a second since it began or was resumed
 * @param began when its present request came
 */
public record RunningTransfer(
        Direction direction,
        String file,
        Optional<String> device,
        long moved,
        OptionalLong total,
        long rate,
        Instant began) {

    /** Which way the content goes, as the CPE sees it. */
    public enum Direction {
        DOWNLOAD,
        UPLOAD
    }

    /** 0 to 100; empty while the total is not known. */
    public OptionalInt percent() {
        return total.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(total.getAsLong() == 0 ? 100 : (int) (moved * 100 / total.getAsLong()));
    }
}
