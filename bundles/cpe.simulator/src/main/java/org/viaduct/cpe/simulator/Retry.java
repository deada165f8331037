package org.viaduct.cpe.simulator;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.viaduct.cpe.simulator.model.DataModel;

/** The session retry policy (TR-069 3.2.1.1). */
final class Retry {
    private static final int MAX_EXPONENT = 10;
    private static final int MULTIPLIER_UNIT = 1000;

    private static final Duration LONGEST = Duration.ofDays(30);

    private Retry() {}

    /**
     * A random wait in [m·(k/1000)^(n-1), m·(k/1000)^n] seconds.
     *
     * @param failures n, from 1; counts as 10 above
     */
    static Duration wait(int failures, DataModel model, RandomGenerator random) {
        double minimum = Double.parseDouble(model.get("ManagementServer.CWMPRetryMinimumWaitInterval"));
        double factor = Double.parseDouble(model.get("ManagementServer.CWMPRetryIntervalMultiplier")) / MULTIPLIER_UNIT;
        int exponent = Math.min(failures, MAX_EXPONENT);
        double least = minimum * Math.pow(factor, exponent - 1.0);
        double most = minimum * Math.pow(factor, exponent);
        double seconds = least + (most - least) * random.nextDouble();
        return Duration.ofMillis((long) (Math.min(seconds, LONGEST.toSeconds()) * 1000));
    }
}
