package org.viaduct.files;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.files.api.RunningTransfer;
import org.viaduct.files.api.RunningTransfer.Direction;

/**
 * The requests that move a file at present. A transfer has one at a time: a CPE that lost its connection comes again before
 * the server notices, so the last one goes on. Thread-safe.
 */
final class Traffic {

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

    /**
     * Whose file moves.
     *
     * @param transfer empty for an operator's request
     */
    record Subject(Direction direction, String file, Optional<String> transfer, Optional<String> device) {

        /** For log lines. */
        @Override
        public String toString() {
            return "The " + direction.name().toLowerCase(Locale.ROOT) + " of " + file
                    + device.map(id -> " by " + id).orElse("");
        }
    }

    /** A request that moves a file. */
    final class Moving {

        private final Subject subject;
        private final OptionalLong total;
        private final long before;
        private final Instant began = clock.instant();
        private final Runnable breakOff;
        private final AtomicLong moved = new AtomicLong();
        private volatile long lastSeen;
        private volatile Instant lastLook = began;

        private Moving(Subject subject, OptionalLong total, long before, Runnable breakOff) {
            this.subject = subject;
            this.total = total;
            this.before = before;
            this.breakOff = breakOff;
        }

        void moved(int bytes) {
            moved.addAndGet(bytes);
        }

        void end() {
            moving.remove(this);
            subject.transfer().ifPresent(transfer -> latest.remove(transfer, this));
        }

        private RunningTransfer snapshot() {
            long millis = Math.max(1, Duration.between(began, clock.instant()).toMillis());
            return new RunningTransfer(
                    subject.direction(),
                    subject.file(),
                    subject.device(),
                    before + moved.get(),
                    total,
                    moved.get() * 1000 / millis,
                    began);
        }

        /** Whether it has been slower than this since the last look, if that was long ago. */
        private boolean slower(long bytesPerSecond, Duration interval) {
            Duration passed = Duration.between(lastLook, clock.instant());
            if (passed.compareTo(interval) < 0) {
                return false;
            }
            long now = moved.get();
            boolean slow = (now - lastSeen) * 1000 < bytesPerSecond * passed.toMillis();
            lastSeen = now;
            lastLook = clock.instant();
            return slow;
        }
    }

    private final Clock clock;
    private final Map<Moving, Boolean> moving = new ConcurrentHashMap<>();
    private final Map<String, Moving> latest = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Traffic(Clock clock) {
        this.clock = clock;
    }

    /**
     * A request begins to move a file; {@link Moving#end} must follow.
     *
     * @param before bytes that former requests of the transfer have moved
     * @param breakOff ends the request, from any thread
     */
    Moving begin(Subject subject, OptionalLong total, long before, Runnable breakOff) {
        Moving beginning = new Moving(subject, total, before, breakOff);
        moving.put(beginning, true);
        subject.transfer().map(transfer -> latest.put(transfer, beginning)).ifPresent(former -> former.breakOff.run());
        if (closed) {
            breakOff.run();
        }
        return beginning;
    }

    List<RunningTransfer> running() {
        return moving.keySet().stream()
                .map(Moving::snapshot)
                .sorted(Comparator.comparing(RunningTransfer::began))
                .toList();
    }

    void breakOff(String transfer) {
        Optional.ofNullable(latest.get(transfer)).ifPresent(each -> each.breakOff.run());
    }

    /** Breaks off what has been slower than this for the interval. */
    void breakOffSlow(long bytesPerSecond, Duration interval) {
        for (Moving each : moving.keySet()) {
            if (each.slower(bytesPerSecond, interval)) {
                LOG.info("{} is broken off: it is slower than {} bytes a second", each.subject, bytesPerSecond);
                each.breakOff.run();
            }
        }
    }

    /** Breaks all off, and whatever still begins. */
    void close() {
        closed = true;
        moving.keySet().forEach(each -> each.breakOff.run());
    }
}
