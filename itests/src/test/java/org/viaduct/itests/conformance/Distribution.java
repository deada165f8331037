package org.viaduct.itests.conformance;

import java.io.IOException;
import java.nio.file.Path;
import org.viaduct.itests.KarafProcess;

/** The distribution as a process: started when the first test wants it, stopped when this JVM ends. */
final class Distribution {

    private static final class Started {

        static final KarafProcess PROCESS = start();

        private static KarafProcess start() {
            try {
                KarafProcess process = new KarafProcess(Path.of("target", "conformance"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
                process.start();
                return process;
            } catch (IOException e) {
                throw new IllegalStateException("the distribution does not start", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static void stop(KarafProcess process) {
            try {
                process.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Distribution() {}

    static KarafProcess running() {
        return Started.PROCESS;
    }
}
