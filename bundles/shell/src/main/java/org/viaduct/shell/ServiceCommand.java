package org.viaduct.shell;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.viaduct.store.StoreUnavailableException;

/** A command that works with services. What goes wrong it says in one sentence, and the shell logs no stack trace. */
public abstract class ServiceCommand implements Action {

    @Reference
    private @Nullable BundleContext context;

    @Reference
    private @Nullable Session session;

    /**
     * @throws IllegalArgumentException with a sentence about what was typed
     * @throws IllegalStateException with a sentence about what cannot be done now
     * @throws InterruptedException after Ctrl-C
     */
    protected abstract void run(Services services, Console console)
            throws CommandException, IOException, InterruptedException;

    /** Karaf names the thread after all that was typed, and so would the log, passwords included. */
    @Override
    public final @Nullable Object execute() throws CommandException, InterruptedException {
        if (context == null || session == null) {
            throw new IllegalStateException("Karaf sets both before it calls");
        }
        Thread thread = Thread.currentThread();
        String line = thread.getName();
        try (BundleServices services = new BundleServices(context)) {
            thread.setName(getClass().getSimpleName());
            run(services, new SessionConsole(session));
        } catch (IllegalArgumentException
                | IllegalStateException
                | IOException
                | MissingServiceException
                | StoreUnavailableException sentence) {
            throw new CommandException(sentence.getMessage(), sentence);
        } finally {
            thread.setName(line);
        }
        return null;
    }
}
