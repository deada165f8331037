package org.viaduct.http.listener;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.AsyncContext;
import javax.servlet.Servlet;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.BadMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at the listener's root and hands each request, once its body is there, to the servlet of the moment (where bodies
 * are streamed: at once). Without one requests wait for the pause, holding no thread, and go on when a servlet comes.
 */
final class ServletGate extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(ServletGate.class);
    private static final String SERVLET = ServletGate.class.getName() + ".servlet";
    private static final String WAITED = ServletGate.class.getName() + ".waited";

    private final transient ListenerSettings settings;
    private final transient ScheduledExecutorService timer;
    private final transient BodyReader.Terms bodies;
    private final transient Expected expected;
    private final transient Refusals refusals;
    private final transient List<Waiting> waiting = new ArrayList<>();
    private transient Optional<MountedServlet> mounted = Optional.empty();
    private boolean closed;

    ServletGate(
            ListenerSettings settings,
            ScheduledExecutorService timer,
            Refusals refusals,
            BodyReader.Terms bodies,
            Expected expected) {
        this.settings = settings;
        this.timer = timer;
        this.refusals = refusals;
        this.bodies = bodies;
        this.expected = expected;
    }

    /** Replaces the servlet; requests inside the former one finish there. */
    void serve(Optional<Servlet> servlet, ServletContext context) {
        Optional<MountedServlet> next = servlet.flatMap(each -> MountedServlet.mount(each, settings.name(), context));
        Optional<MountedServlet> former;
        List<Waiting> released = List.of();
        synchronized (waiting) {
            former = mounted;
            mounted = next;
            if (next.isPresent()) {
                released = List.copyOf(waiting);
                waiting.clear();
            }
        }
        released.forEach(Waiting::goOn);
        former.ifPresent(MountedServlet::depart);
    }

    /** Answers whoever waits, so that the server need not wait for them when it stops. */
    void close() {
        List<Waiting> released;
        synchronized (waiting) {
            closed = true;
            released = List.copyOf(waiting);
            waiting.clear();
        }
        released.forEach(Waiting::goOn);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        if (!settings.streams() && !(request.getAttribute(BodyReader.BODY) instanceof Body) && hasBody(request)) {
            answerWhereNobodyDoes(response);
            BodyReader.read(request, response, bodies);
            return;
        }
        Optional<MountedServlet> servlet = servletOrWait(request);
        if (servlet.isPresent()) {
            request.setAttribute(SERVLET, servlet.get());
            serve(servlet.get(), settings.streams() ? request : buffered(request, response), response);
            expected.note(request);
        } else if (request.isAsyncStarted()) {
            answerWhereNobodyDoes(response);
        } else {
            refusals.answer(Refusal.unavailable(), request, response);
        }
    }

    /** What a request is answered that waits, and cannot be dispatched any more because the server stops. */
    private static void answerWhereNobodyDoes(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    private HttpServletRequest buffered(HttpServletRequest request, HttpServletResponse response) {
        Body body = request.getAttribute(BodyReader.BODY) instanceof Body arrived ? arrived : new Body(bodies.budget());
        return new BufferedRequest(request, response, body);
    }

    /** The servlet for the request, entered; else the request may have begun to wait, unless it has waited already. */
    private Optional<MountedServlet> servletOrWait(HttpServletRequest request) {
        if (request.getAttribute(SERVLET) instanceof MountedServlet former && former.enter()) {
            return Optional.of(former);
        }
        synchronized (waiting) {
            if (mounted.isPresent() && mounted.get().enter()) {
                return mounted;
            }
            if (!closed
                    && request.getAttribute(WAITED) == null
                    && !settings.pause().isZero()) {
                waiting.add(new Waiting(request));
            }
            return Optional.empty();
        }
    }

    private static void serve(MountedServlet servlet, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            servlet.serve(request, response);
        } catch (IOException | BadMessageException e) {
            LOG.debug("A peer went away: {}", e.toString());
            throw e;
        } catch (ServletException | RuntimeException e) {
            LOG.error("The servlet failed at {} {}", request.getMethod(), request.getRequestURI(), e);
            Refusal.of(500, "The server failed; its log says why.").answer(response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private final class Waiting {

        private final AsyncContext context;
        private final long usualTimeout;
        private final AtomicBoolean gone = new AtomicBoolean();

        Waiting(HttpServletRequest request) {
            request.setAttribute(WAITED, true);
            context = request.startAsync();
            usualTimeout = context.getTimeout();
            context.setTimeout(0);
            timer.schedule(this::giveUp, settings.pause().toMillis(), TimeUnit.MILLISECONDS);
        }

        void goOn() {
            if (gone.compareAndSet(false, true)) {
                context.setTimeout(usualTimeout);
                context.dispatch();
            }
        }

        private void giveUp() {
            synchronized (waiting) {
                waiting.remove(this);
            }
            goOn();
        }
    }
}
