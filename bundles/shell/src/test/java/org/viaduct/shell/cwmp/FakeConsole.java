package org.viaduct.shell.cwmp;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.viaduct.shell.Console;

/** Keeps what is printed, and answers every question with the same password. */
final class FakeConsole implements Console {
    static final String PASSWORD = "s3cret-typed";

    final List<String> asked = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
    private final PrintStream outStream = new PrintStream(out, true, StandardCharsets.US_ASCII);
    private final PrintStream progressStream = new PrintStream(progress, true, StandardCharsets.US_ASCII);

    @Override
    public PrintStream out() {
        return outStream;
    }

    @Override
    public PrintStream progress() {
        return progressStream;
    }

    @Override
    public String secret(String prompt) {
        asked.add(prompt);
        return PASSWORD;
    }

    String printed() {
        return out.toString(StandardCharsets.US_ASCII);
    }

    String told() {
        return progress.toString(StandardCharsets.US_ASCII);
    }
}
