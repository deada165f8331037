package org.viaduct.cpe.simulator.cli;

import java.io.PrintWriter;

/** Lines for people, each as soon as it is there. */
final class Output {
    private Output() {}

    static void line(PrintWriter to, String line) {
        synchronized (to) {
            to.println(line);
            to.flush();
        }
    }
}
