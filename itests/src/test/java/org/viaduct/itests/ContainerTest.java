package org.viaduct.itests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.onem2m.ExecStatus;

/** A test inside the distribution; all of them share one container, so none relies on what another left behind. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public abstract class ContainerTest {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    BundleContext context;

    final int onem2mPort = Integer.getInteger(Ports.ONEM2M, 0);
    final int cwmpPort = Integer.getInteger(Ports.CWMP, 0);
    final Onem2m onem2m = new Onem2m(onem2mPort);

    private final List<Fleet> fleets = new ArrayList<>();

    @Configuration
    public Option[] distribution() {
        return new Option[] {Distribution.option()};
    }

    @Before
    public void the_server_answers() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> onem2m.retrieve("cse-in").rsc() == 2000);
    }

    @After
    public void the_simulated_cpes_go() {
        fleets.forEach(Fleet::close);
    }

    /** A simulated CPE, switched on and known to the CSE; a serial prefix is used by one test only. */
    final SimulatedCpe cpe(String serialPrefix) throws IOException {
        return cpe(serialPrefix, builder -> builder);
    }

    final SimulatedCpe cpe(String serialPrefix, UnaryOperator<Fleet.Builder> as) throws IOException {
        Fleet fleet = as.apply(Fleet.builder()
                        .acs(URI.create("http://127.0.0.1:" + cwmpPort + "/"))
                        .serialPrefix(serialPrefix)
                        .speed(20))
                .start();
        fleets.add(fleet);
        SimulatedCpe cpe = fleet.cpe();
        await().atMost(PATIENCE).until(() -> onem2m.node(nodeId(cpe)).isPresent() && cpe.state() == CpeState.IDLE);
        return cpe;
    }

    static String nodeId(SimulatedCpe cpe) {
        return cpe.id().value();
    }

    /** The structured address of its node. */
    static String node(SimulatedCpe cpe) {
        return "cse-in/" + nodeId(cpe);
    }

    /** The execInstances of a mgmtCmd, by discovery. */
    final List<String> instances(String command) {
        return onem2m.retrieve(command + "?fu=1&ty=8").addresses();
    }

    /** Waits until an execInstance has this status, and returns it. */
    final JsonNode instance(String address, ExecStatus status) {
        return await().atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve(address).resource(),
                        found -> found.path("exs").asInt() == status.value());
    }

    /** A bundle of the product by its folder name. */
    final Bundle bundle(String folder) {
        return Arrays.stream(context.getBundles())
                .filter(each -> ("org.viaduct." + folder).equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
