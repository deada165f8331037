package org.viaduct.shell;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.karaf.shell.api.console.Session;

/** The terminal of a Karaf session; Karaf leads System.out and System.err to where the command line says. */
final class SessionConsole implements Console {

    private static final Character NO_ECHO = '\0';

    private final Session session;

    SessionConsole(Session session) {
        this.session = session;
    }

    @Override
    public PrintStream out() {
        return System.out;
    }

    @Override
    public PrintStream progress() {
        return System.err;
    }

    @Override
    public String secret(String prompt) throws IOException {
        try {
            return session.readLine(prompt, NO_ECHO);
        } catch (UnsupportedOperationException headless) {
            throw new IOException(
                    "Nobody can be asked for a password here: type the command in an interactive console", headless);
        }
    }
}
