package org.viaduct.itests;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/** What the server's log asks of an operator, from the time this was made until it is closed. */
final class ServerLog implements LogListener, AutoCloseable {

    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final ServiceReference<LogReaderService> reference;
    private final BundleContext context;
    private final LogReaderService reader;

    ServerLog(BundleContext context) {
        this.context = context;
        reference = context.getServiceReference(LogReaderService.class);
        reader = context.getService(reference);
        reader.addLogListener(this);
    }

    /** WARN and ERROR, and stack traces of any level that is shown. */
    @Override
    public void logged(LogEntry entry) {
        LogLevel level = entry.getLogLevel();
        boolean shown = level != LogLevel.DEBUG && level != LogLevel.TRACE;
        if (shown && (level != LogLevel.INFO || entry.getException() != null)) {
            complaints.add(level + " " + entry.getBundle().getSymbolicName() + ": " + entry.getMessage()
                    + (entry.getException() == null ? "" : ", with the stack trace of " + entry.getException()));
        }
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        reader.removeLogListener(this);
        context.ungetService(reference);
    }
}
