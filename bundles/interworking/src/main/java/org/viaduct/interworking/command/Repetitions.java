package org.viaduct.interworking.command;

import java.time.Duration;

/**
 * How often a command is carried out by one execution (TS-0004 7.4.16.1: execNumber, execFrequency).
 *
 * @param current which one is running, or ended last, from 1
 * @param number execNumber
 * @param interval execFrequency, the least time from sending one to sending the next
 * @param random whether a random time may be added to the interval
 */
public record Repetitions(int current, int number, Duration interval, boolean random) {

    /** The most that a CommandKey can count. */
    public static final int MOST = 99_999;

    public static final Repetitions ONCE = new Repetitions(1, 1, Duration.ZERO, false);

    public Repetitions {
        if (current < 1 || number < current || number > MOST || interval.isNegative()) {
            throw new IllegalArgumentException(current + " of " + number + " every " + interval);
        }
    }

    /** Whether others are to follow the current one. */
    public boolean more() {
        return current < number;
    }

    public Repetitions next() {
        return new Repetitions(current + 1, number, interval, random);
    }
}
