package org.viaduct.shell;

import java.io.IOException;
import java.io.PrintStream;

/** The terminal of whoever types, as a command sees it. */
public interface Console {

    /** What the command has to say; a pipe or a file may be behind it. */
    PrintStream out();

    /** How it goes on meanwhile. */
    PrintStream progress();

    /**
     * Asks for a text that nobody shall see.
     *
     * @throws IOException with a sentence, if nobody can be asked
     */
    String secret(String prompt) throws IOException;
}
