package org.viaduct.cwmp.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.viaduct.cwmp.codec.Limits;

/** The servlet behind a real HTTP server on a free port of loopback. */
final class AcsServer implements AutoCloseable {

    static final SessionLimits LIMITS = new SessionLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 100, 100, 20);

    private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    private final List<ScriptedCpe> cpes = new ArrayList<>();
    private final SessionLimits limits;
    private final Duration pause;
    private final Set<String> required;
    private final Front front = new Front();
    private final Traces traces = new Traces();
    private Sessions sessions;
    private Participants participants;
    private final Vendors vendors = new Vendors();
    private CwmpServlet servlet;
    private final KnownDevices devices = new KnownDevices();
    private final ScriptedAuthentication authentication = new ScriptedAuthentication();

    AcsServer(SessionLimits limits, Duration pause, String... required) {
        this.limits = limits;
        this.pause = pause;
        this.required = Set.of(required);
        ServletHolder holder = new ServletHolder(front);
        holder.setInitOrder(0);
        holder.setAsyncSupported(true);
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
        serve();
        front.take(servlet);
    }

    /** What an update of the bundle does, without the participants. */
    void update() {
        servlet.close();
        serve();
        front.take(servlet);
    }

    private void serve() {
        sessions = new Sessions(limits);
        participants = new Participants(required, new Reboots(10, Clock.systemUTC()));
        servlet = new CwmpServlet(
                sessions,
                traces,
                participants,
                vendors,
                pause,
                new Limits(16, 1_000, 16, 5_000, 1_000_000),
                DeclaredXml.of(new String[] {"00d09e-Picky"}),
                Duration.ofMillis(50),
                () -> {});
        servlet.setDevices(devices);
        servlet.setAuthentication(authentication);
    }

    /** Hands on to the servlet of the moment, as the listener does. */
    private static final class Front extends HttpServlet {

        private static final long serialVersionUID = 1L;
        private transient CwmpServlet servlet;

        private void take(CwmpServlet next) {
            servlet = next;
            try {
                servlet.init(getServletConfig());
            } catch (ServletException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
            servlet.service(request, response);
        }
    }

    AcsServer() {
        this(LIMITS, Duration.ofSeconds(5));
    }

    RecordingParticipant with(RecordingParticipant participant) {
        servlet.addParticipant(participant, participant.properties(0));
        return participant;
    }

    Sessions sessions() {
        return sessions;
    }

    Participants participants() {
        return participants;
    }

    CwmpServlet servlet() {
        return servlet;
    }

    Vendors vendors() {
        return vendors;
    }

    Traces traces() {
        return traces;
    }

    KnownDevices devices() {
        return devices;
    }

    ScriptedAuthentication authentication() {
        return authentication;
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    ScriptedCpe cpe(String serialNumber) {
        ScriptedCpe cpe = new ScriptedCpe(port(), serialNumber);
        cpes.add(cpe);
        return cpe;
    }

    @Override
    public void close() throws Exception {
        cpes.forEach(ScriptedCpe::close);
        server.stop();
        servlet.close();
    }
}
