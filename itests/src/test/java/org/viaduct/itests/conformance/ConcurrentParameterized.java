package org.viaduct.itests.conformance;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.runners.Parameterized;
import org.junit.runners.model.RunnerScheduler;

/** Runs several parameters at a time: each has a CPE of its own, and mostly waits. */
public final class ConcurrentParameterized extends Parameterized {

    private static final int AT_A_TIME = 8;

    public ConcurrentParameterized(Class<?> tests) throws Throwable {
        super(tests);
        setScheduler(new Pool());
    }

    private static final class Pool implements RunnerScheduler {

        private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);

        @Override
        public void schedule(Runnable test) {
            threads.execute(test);
        }

        @Override
        public void finished() {
            threads.shutdown();
            try {
                if (!threads.awaitTermination(10, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("the tests do not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
