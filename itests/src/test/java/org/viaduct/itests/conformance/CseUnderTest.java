package org.viaduct.itests.conformance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.rules.ExternalResource;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.itests.KarafProcess;
import org.viaduct.itests.Onem2m;

/**
 * The CSE that the system property {@code conformance.cse} names, or else the distribution as a process; and
 * a fleet of CPEs that it manages. docs/conformance.md lists the properties.
 */
public final class CseUnderTest extends ExternalResource {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NODE = 14;

    private final int count;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, String> nodes = new HashMap<>();
    private Fleet fleet;
    private Onem2m onem2m;
    private String base;

    /** @param count how many CPEs the tests take */
    CseUnderTest(int count) {
        this.count = count;
    }

    /** A CPE that nobody else has, and the address of its node. */
    record Device(SimulatedCpe cpe, String node) {}

    Device takeCpe() {
        SimulatedCpe cpe = fleet.cpes().get(taken.getAndIncrement());
        return new Device(cpe, nodes.get(cpe.id().value()));
    }

    Onem2m onem2m() {
        return onem2m;
    }

    /** The address of the CSEBase. */
    String base() {
        return base;
    }

    @Override
    protected void after() {
        fleet.close();
    }

    @Override
    protected void before() throws IOException {
        String given = System.getProperty("conformance.cse", "");
        URI acs;
        if (given.isEmpty()) {
            KarafProcess server = Distribution.running();
            onem2m = server.onem2m();
            base = "cse-in";
            acs = URI.create("http://127.0.0.1:" + server.ports().cwmp() + "/");
        } else {
            URI cse = URI.create(given);
            onem2m = new Onem2m(cse.resolve("."), System.getProperty("conformance.originator", "CAdmin"));
            base = cse.resolve(".").relativize(cse).toString();
            acs = URI.create(System.getProperty("conformance.acs", "http://" + cse.getHost() + ":7547/"));
        }
        // A CSE that was tested before does not know these.
        String serialPrefix =
                "C" + Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT);
        Fleet.Builder builder = Fleet.builder().acs(acs).count(count).speed(100).serialPrefix(serialPrefix);
        String listen = System.getProperty("conformance.listen", "");
        if (!listen.isEmpty()) {
            builder.anyAddress().listen(new InetSocketAddress(listen, 0));
        }
        fleet = builder.start();
        try {
            awaitNodes();
        } catch (ConditionTimeoutException unknown) {
            fleet.close();
            throw unknown;
        }
    }

    private void awaitNodes() {
        Set<String> seen = new HashSet<>();
        await("a <node> of each CPE").atMost(PATIENCE).until(() -> {
            for (String address : onem2m.retrieve(base + "?fu=1&ty=" + NODE).addresses()) {
                if (seen.add(address)) {
                    nodes.put(onem2m.retrieve(address).resource().path("ni").asText(), address);
                }
            }
            return fleet.cpes().stream()
                    .allMatch(cpe -> nodes.containsKey(cpe.id().value()));
        });
    }
}
