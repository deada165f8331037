package org.viaduct.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Completes with what services know. */
public abstract class ServiceCompleter implements Completer {

    @Reference
    private @Nullable BundleContext context;

    /**
     * What can stand at the cursor; what ends in {@code =} or a dot is to be typed on.
     *
     * @param prefix what is typed of it
     */
    protected abstract List<String> candidates(Services services, CommandLine line, String prefix);

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        candidates(line).forEach(each -> candidates.add(isWhole(each) ? each + " " : each));
        return 0;
    }

    @Override
    public final void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        candidates(line).forEach(each -> candidates.add(new Candidate(each, isWhole(each))));
    }

    private List<String> candidates(CommandLine line) {
        String argument = line.getCursorArgument() == null ? "" : line.getCursorArgument();
        if (isOnlyVerified(line) || context == null) {
            return List.of(argument);
        }
        try (BundleServices services = new BundleServices(context)) {
            return candidates(
                    services, line, argument.substring(0, Math.min(argument.length(), line.getArgumentPosition())));
        }
    }

    /** Whether Karaf asks only if an earlier argument can stand: it passes that alone, without the command. */
    private static boolean isOnlyVerified(CommandLine line) {
        return line.getArguments().length == 1;
    }

    private static boolean isWhole(String candidate) {
        return !candidate.endsWith("=") && !candidate.endsWith(".");
    }
}
