package org.viaduct.http.listener;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.servlet.Servlet;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Jetty server on one address, with the servlet of the moment behind the checks that every request passes. */
final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Idle connections are closed this much sooner while no more are accepted. */
    private static final int IDLE_DIVISOR_WHEN_FULL = 10;

    private final ListenerSettings settings;
    private final ScheduledThreadPoolExecutor timer;
    private final Refusals refusals;
    private final Expected expected = new Expected();
    private final BodyBudget bodies;
    private final Server server;
    private final ServerConnector connector;
    private final ServletGate gate;
    private final ServletContextHandler context;
    private final Optional<Certificates> certificates;
    private boolean closed;

    HttpServer(ListenerSettings settings) {
        this.settings = settings;
        String threads = "listener-" + settings.name();
        timer = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, threads + "-timer"));
        timer.setRemoveOnCancelPolicy(true);
        refusals = new Refusals(settings.name());
        refusals.startOn(timer);
        bodies = new BodyBudget(settings.bodiesLimit());
        certificates = settings.tls().map(tls -> new Certificates(settings.name(), tls));
        gate = gate();
        server = server(threads);
        connector = connector();
        context = context();
        server.addConnector(connector);
        ConnectionLimit connections = new ConnectionLimit(settings.connections(), connector);
        connections.setIdleTimeout(Math.max(1, settings.idleTimeout().toMillis() / IDLE_DIVISOR_WHEN_FULL));
        server.addBean(connections);
    }

    /**
     * Binds the port and begins to serve.
     *
     * @throws CertificatesException when there are none to be used; it may be tried again
     * @throws IOException when the port cannot be bound; it may be tried again; nothing happens after {@link #close}
     */
    synchronized void open() throws IOException {
        if (closed) {
            return;
        }
        if (certificates.isPresent()) {
            certificates.get().load();
        }
        connector.open();
        ClassLoader former = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(Server.class.getClassLoader());
        try {
            server.start();
            certificates.ifPresent(each -> each.watchOn(timer));
            LOG.info("Listening for {} on {}", settings.name(), url());
        } catch (Exception e) {
            stop();
            throw new IOException(e.toString(), e);
        } finally {
            Thread.currentThread().setContextClassLoader(former);
        }
    }

    /** Replaces what is served. */
    void serve(Optional<Servlet> servlet) {
        gate.serve(servlet, context.getServletContext());
    }

    OptionalInt port() {
        return connector.getLocalPort() > 0 ? OptionalInt.of(connector.getLocalPort()) : OptionalInt.empty();
    }

    /** {@code host:port} as a URL has it. */
    String address() {
        String host =
                settings.host().indexOf(':') < 0 ? settings.host() : "[" + HostNames.normal(settings.host()) + "]";
        return host + ":" + port().orElse(settings.port());
    }

    private String url() {
        return (certificates.isPresent() ? "https://" : "http://") + address() + "/";
    }

    ListenerSettings settings() {
        return settings;
    }

    /** Frees the port, and lets answers that servlets have asked for come, and requests finish, within the stop time-out each. */
    @Override
    public synchronized void close() {
        closed = true;
        String url = url();
        boolean opened = port().isPresent();
        connector.close();
        expected.await(settings.stopTimeout());
        gate.close();
        stop();
        timer.shutdownNow();
        if (opened) {
            LOG.info("Stopped listening for {} on {}", settings.name(), url);
        }
    }

    /** A server that failed to start keeps its port until it is stopped. */
    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("Requests were cut when listener {} stopped: {}", settings.name(), e.toString());
        } finally {
            connector.close();
        }
    }

    private ServletGate gate() {
        BodyReader.Terms terms = new BodyReader.Terms(
                settings.bodyLimit(),
                settings.bodyTimeout(),
                bodies,
                refusals,
                timer,
                Listener.PID + "-" + settings.name() + ".cfg");
        return new ServletGate(settings, timer, refusals, terms, expected);
    }

    private Server server(String threadName) {
        QueuedThreadPool threads = new QueuedThreadPool(settings.threads(), Math.min(8, settings.threads()));
        threads.setName(threadName);
        Server jetty = new Server(threads);
        jetty.setStopTimeout(settings.stopTimeout().toMillis());
        jetty.setStopAtShutdown(false);
        jetty.setErrorHandler(new ShortErrors());
        return jetty;
    }

    private ServerConnector connector() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(settings.headerLimit());
        HeaderDeadline deadline = new HeaderDeadline(settings.headerTimeout());
        deadline.startOn(timer);
        ServerConnector jetty = certificates
                .map(each -> secure(each, http))
                .orElseGet(() -> new ServerConnector(server, 1, 1, new HttpConnectionFactory(http)));
        jetty.setHost(settings.host());
        jetty.setPort(settings.port());
        jetty.setIdleTimeout(settings.idleTimeout().toMillis());
        jetty.addBean(deadline);
        jetty.addBean(new BodyRelease());
        jetty.addBean(expected);
        return jetty;
    }

    /** Hands the client's certificates to servlets as {@code javax.servlet.request.X509Certificate}, too. */
    private ServerConnector secure(Certificates from, HttpConfiguration http) {
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslConnectionFactory tls = new SslConnectionFactory(from.factory(), HttpVersion.HTTP_1_1.asString());
        ServerConnector jetty = new ServerConnector(server, 1, 1, tls, new HttpConnectionFactory(http));
        jetty.addBean(new HandshakeFailures(refusals));
        return jetty;
    }

    private ServletContextHandler context() {
        ServletContextHandler root = new ServletContextHandler();
        root.setContextPath("/");
        root.setErrorHandler(new ShortErrors());
        ServletHolder holder = new ServletHolder(settings.name(), gate);
        holder.setAsyncSupported(true);
        root.addServlet(holder, "/*");
        RequestGuard guard = new RequestGuard(settings.allowedHosts(), refusals);
        guard.setHandler(root);
        StatisticsHandler finishing = new StatisticsHandler();
        finishing.setHandler(guard);
        server.setHandler(finishing);
        return root;
    }

    /** The bytes that request bodies occupy at present. */
    long bodies() {
        return bodies.taken();
    }

    /** Gives back what a request's body occupied, however the request ended. */
    private static final class BodyRelease implements HttpChannel.Listener {

        @Override
        public void onComplete(Request request) {
            if (request.getAttribute(BodyReader.BODY) instanceof Body body) {
                body.release();
            }
        }
    }
}
