package org.viaduct.http.listener;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A servlet between its {@code init} and its {@code destroy}, which comes when the last request inside has ended. */
final class MountedServlet {

    private static final Logger LOG = LoggerFactory.getLogger(MountedServlet.class);

    private final Servlet servlet;
    private int inside;
    private boolean departing;

    private MountedServlet(Servlet servlet) {
        this.servlet = servlet;
    }

    /** Initializes the servlet; empty, and logged, when it refuses. */
    static Optional<MountedServlet> mount(Servlet servlet, String name, ServletContext context) {
        try {
            servlet.init(new Configuration(name, context));
            return Optional.of(new MountedServlet(servlet));
        } catch (ServletException | RuntimeException e) {
            LOG.error("The servlet of listener {} did not initialize; it is not served", name, e);
            return Optional.empty();
        }
    }

    /** Whether a request may go in: not once the servlet is departing. Each that does must be {@link #serve}d. */
    synchronized boolean enter() {
        if (!departing) {
            inside++;
        }
        return !departing;
    }

    /** Lets nobody in any more. */
    void depart() {
        boolean empty;
        synchronized (this) {
            departing = true;
            empty = inside == 0;
        }
        if (empty) {
            servlet.destroy();
        }
    }

    /** Serves a request that has entered, including the dispatches that the servlet asks for. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        try {
            servlet.service(request, response);
        } finally {
            leaveAtTheEndOf(request);
        }
    }

    private void leaveAtTheEndOf(HttpServletRequest request) {
        if (request.isAsyncStarted()) {
            try {
                request.getAsyncContext().addListener(new Leaving());
                return;
            } catch (IllegalStateException e) {
                LOG.trace("The servlet completed the request just now", e);
            }
        }
        leave();
    }

    private void leave() {
        boolean last;
        synchronized (this) {
            inside--;
            last = departing && inside == 0;
        }
        if (last) {
            servlet.destroy();
        }
    }

    private final class Leaving implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            leave();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            leave();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onError(AsyncEvent event) {
            // onComplete follows
        }
    }

    private record Configuration(String name, ServletContext context) implements ServletConfig {

        @Override
        public String getServletName() {
            return name;
        }

        @Override
        public ServletContext getServletContext() {
            return context;
        }

        @Override
        public @Nullable String getInitParameter(String parameter) {
            return null;
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.emptyEnumeration();
        }
    }
}
