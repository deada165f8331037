package org.viaduct.shell.missing;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is wrong, and why.
 *
 * @param sentence what is wrong; where that has no cause also what to do
 * @param causes none: this is a root cause
 */
record Finding(String sentence, List<Finding> causes) {

    static Finding root(String sentence) {
        return new Finding(sentence, List.of());
    }

    /** The sentences of the root causes. */
    Stream<String> roots() {
        return causes.isEmpty()
                ? Stream.of(sentence)
                : causes.stream().flatMap(Finding::roots).distinct();
    }

    void print(PrintStream out) {
        print(out, "");
    }

    private void print(PrintStream out, String indent) {
        out.println(indent + sentence + (causes.isEmpty() ? "" : ":"));
        causes.forEach(cause -> cause.print(out, indent + "  "));
    }
}
