package org.viaduct.http.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import javax.servlet.Servlet;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

class ListenerTest {

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
    void an_address_off_loopback_is_not_listened_on() {
        Listener listener = new Listener("test", Settings.usual().onHost("0.0.0.0")::checked);
        assertThat(listener.port()).isEmpty();
        listener.close();
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

    @Test
    void a_number_that_is_none_or_out_of_range_is_one_line_and_its_default_holds() {
        Map<String, Object> wrong = Map.of("body.limit", "abc", "threads", "-5", "pause", "7", "port", "x");
        NumberSettings numbers = new NumberSettings(wrong, "a.cfg", Listener.Configuration.class);
        try (ErrorStream log = new ErrorStream()) {
            assertThat(numbers.number("body.limit", 1, 9)).isEqualTo(1048576);
            assertThat(numbers.number("threads", 8, 1000)).isEqualTo(32);
            assertThat(numbers.number("pause", 0, 10)).isEqualTo(7);
            assertThat(numbers.number("connections", 1, 2)).isEqualTo(1000);
            assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("ERROR"));
            assertThat(log.lines().get(0)).contains("a.cfg: body.limit = abc is not a whole number from 1 to 9");
        }
        assertThatThrownBy(() -> numbers.number("port", 0, 65535)).hasMessageStartingWith("port = x is not");
    }

    private static String get(Wire wire) throws IOException {
        return wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").response();
    }

    /** A servlet service as Declarative Services hands it over. */
    private static final class Mounting implements ComponentServiceObjects<Servlet> {

        private final ServiceReference<Servlet> reference;
        private final Servlet servlet;
        private int ungot;

        @SuppressWarnings("unchecked")
        Mounting(String listener, int ranking, Servlet servlet) {
            this.servlet = servlet;
            this.reference = (ServiceReference<Servlet>) Proxy.newProxyInstance(
                    ListenerTest.class.getClassLoader(),
                    new Class<?>[] {ServiceReference.class},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "getProperty" -> arguments[0].equals("viaduct.listener") ? listener : ranking;
                        case "compareTo" -> Integer.compare(
                                ranking, (Integer) ((ServiceReference<?>) arguments[0]).getProperty("service.ranking"));
                        case "hashCode" -> ranking;
                        case "equals" -> self == arguments[0];
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
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
