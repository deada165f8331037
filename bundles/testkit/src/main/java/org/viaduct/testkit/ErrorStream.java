package org.viaduct.testkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged meanwhile: the tests' logger writes to the error stream. */
public final class ErrorStream implements AutoCloseable {

    private final PrintStream usual = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    public ErrorStream() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    public List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        System.setErr(usual);
    }
}
