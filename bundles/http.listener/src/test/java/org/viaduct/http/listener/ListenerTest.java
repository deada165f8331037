package org.viaduct.http.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.servlet.Servlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.viaduct.testkit.ErrorStream;

class ListenerTest {

    @TempDir
    static Path directory;

    @Test
    void only_the_servlet_that_names_the_listener_is_served_and_the_highest_ranked_of_several() throws IOException {
        Listener listener = new Listener("test", Settings.usual()::checked);
        Mounting low = new Mounting("test", 1, new EchoServlet("low"));
        Mounting high = new Mounting("test", 2, new EchoServlet("high"));
        try (Wire wire = new Wire(listener.port().getAsInt())) {
            listener.bindServlet(new Mounting("other", 9, new EchoServlet("other")));
            listener.bindServlet(low);
            assertThat(get(wire)).endsWith("low GET []");
            listener.bindServlet(high);
            assertThat(get(wire)).endsWith("high GET []");
            listener.unbindServlet(high.getServiceReference());
            assertThat(get(wire)).endsWith("low GET []");
        } finally {
            listener.close();
        }
        assertThat(high.ungot).isOne();
        assertThat(low.ungot).isOne();
    }

    @Test
    void an_address_off_loopback_without_tls_is_not_listened_on_and_the_setting_is_named() {
        try (ErrorStream log = new ErrorStream()) {
            Listener listener = new Listener("test", Settings.usual().onHost("0.0.0.0")::checked);
            listener.bindServlet(new Mounting("test", 1, new EchoServlet("echo")).authenticating(true));
            assertThat(listener.port()).isEmpty();
            listener.close();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("ERROR", "Not listening for test", "set key.store", "http.listener-test.cfg");
        }
    }

    @Test
    void off_loopback_only_a_servlet_that_authenticates_is_served() throws Exception {
        Authority authority = new Authority(directory, "authority");
        TlsSettings tls = authority.settings(authority.issue("server", "server"), ClientCertificates.NONE);
        Mounting anonymous = new Mounting("test", 2, new EchoServlet("anonymous"));
        Mounting careful = new Mounting("test", 1, new EchoServlet("careful")).authenticating(true);
        try (ErrorStream log = new ErrorStream()) {
            Listener listener = new Listener(
                    "test",
                    Settings.usual()
                            .onHost("0.0.0.0")
                            .withPause(Duration.ofMillis(50))
                            .withTls(tls)::checked,
                    Duration.ofMillis(50));
            assertThat(log.lines()).anyMatch(line -> line.contains("WARN") && line.contains("allowed.hosts"));
            listener.bindServlet(anonymous);
            assertThat(listener.port()).isEmpty();
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("ERROR"))
                    .singleElement()
                    .asString()
                    .contains(
                            "Not serving test on 0.0.0.0:0",
                            "admits anonymous callers",
                            "set credentials in a.cfg",
                            "http.listener-test.cfg");
            listener.bindServlet(careful);
            try (Wire wire = tls(authority, listener)) {
                assertThat(get(wire)).endsWith("careful GET []");
                listener.updatedServlet(anonymous.authenticating(true).getServiceReference());
                assertThat(get(wire)).endsWith("anonymous GET []");
                listener.updatedServlet(anonymous.authenticating(false).getServiceReference());
                assertThat(get(wire)).endsWith("careful GET []");
                listener.unbindServlet(careful.getServiceReference());
                assertThat(get(wire)).startsWith("HTTP/1.1 503");
            }
            listener.close();
        }
    }

    @Test
    void certificates_that_cannot_be_read_are_one_line_and_used_once_they_can() throws Exception {
        Authority authority = new Authority(directory, "second");
        TlsSettings tls = authority.settings(directory.resolve("later.p12"), ClientCertificates.NONE);
        try (ErrorStream log = new ErrorStream()) {
            Listener listener = new Listener("test", Settings.usual().withTls(tls)::checked, Duration.ofMillis(50));
            assertThat(listener.port()).isEmpty();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("ERROR", "Cannot listen for test", "there is no file", "http.listener-test.cfg");
            authority.issue("later", "server");
            await().until(() -> listener.port().isPresent());
            listener.close();
        }
    }

    private static Wire tls(Authority authority, Listener listener) throws Exception {
        return new Wire(authority
                .client(Optional.empty())
                .getSocketFactory()
                .createSocket("127.0.0.1", listener.port().getAsInt()));
    }

    @Test
    void a_taken_port_is_listened_on_when_it_becomes_free() throws IOException {
        Listener listener;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener =
                    new Listener("test", Settings.usual().onPort(taken.getLocalPort())::checked, Duration.ofMillis(50));
            assertThat(listener.port()).isEmpty();
        }
        await().until(() -> listener.port().isPresent());
        listener.close();
    }

    private static String get(Wire wire) throws IOException {
        return wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").response();
    }

    /** A servlet service as Declarative Services hands it over. */
    private static final class Mounting implements ComponentServiceObjects<Servlet> {

        private final ServiceReference<Servlet> reference;
        private final Servlet servlet;
        private int ungot;
        private boolean authenticates;

        @SuppressWarnings("unchecked")
        Mounting(String listener, int ranking, Servlet servlet) {
            this.servlet = servlet;
            this.reference = (ServiceReference<Servlet>) Proxy.newProxyInstance(
                    ListenerTest.class.getClassLoader(),
                    new Class<?>[] {ServiceReference.class},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "getProperty" -> switch ((String) arguments[0]) {
                            case "viaduct.listener" -> listener;
                            case "viaduct.authenticates" -> authenticates;
                            case "viaduct.authenticates.by" -> "set credentials in a.cfg";
                            default -> ranking;
                        };
                        case "getBundle" -> null;
                        case "compareTo" -> Integer.compare(
                                ranking, (Integer) ((ServiceReference<?>) arguments[0]).getProperty("service.ranking"));
                        case "hashCode" -> ranking;
                        case "equals" -> self == arguments[0];
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        Mounting authenticating(boolean does) {
            authenticates = does;
            return this;
        }

        @Override
        public Servlet getService() {
            return servlet;
        }

        @Override
        public void ungetService(Servlet service) {
            ungot++;
        }

        @Override
        public ServiceReference<Servlet> getServiceReference() {
            return reference;
        }
    }
}
