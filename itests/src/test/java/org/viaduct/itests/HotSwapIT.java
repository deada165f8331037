package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** Bundles that are replaced while commands run, or stay away. */
public class HotSwapIT extends ContainerTest {

    /** System properties: how many commands, through how many CPEs; and how often each bundle is updated with nothing to do. */
    static final String COMMANDS = "viaduct.swap.commands";

    static final String CPES = "viaduct.swap.cpes";
    static final String UPDATES = "viaduct.swap.updates";

    /** Whose sockets close: it is updated while no command is under way. */
    private static final List<String> BUNDLES = List.of(
            "onem2m.model",
            "fault.mapping",
            "cwmp.client",
            "interworking",
            "interworking.objects",
            "onem2m.cse",
            "store.embedded",
            "onem2m.http",
            "cwmp.devices",
            "cwmp.authentication",
            "cwmp.queue",
            "cwmp.stun",
            "onem2m.access",
            "onem2m.group",
            "onem2m.notification",
            "files",
            "secrets",
            "store.selection");

    private static final Duration LOAD_PATIENCE = Duration.ofMinutes(5);
    /** Longer than a few updates take. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(5);

    private static final AtomicInteger VERSIONS = new AtomicInteger();

    @Test
    public void every_command_ends_as_it_should_while_one_bundle_after_the_other_is_updated() throws Exception {
        onem2m.createCommand("paused", CmdType.REBOOT.value(), "cse-in", "");
        try (Fleet fleet = fleet(Integer.getInteger(CPES));
                ServedFile file = new ServedFile();
                Subscriber subscriber = new Subscriber();
                Pauses pauses = new Pauses(onem2m, "cse-in/paused", acs(), "PAUSED");
                ServerLog log = new ServerLog(context);
                CommandLoad load = new CommandLoad(
                        onem2m, fleet, subscriber, file, Integer.getInteger(COMMANDS), pauses::during)) {
            load.begin();
            int some = Integer.getInteger(COMMANDS) / (BUNDLES.size() + 1);
            for (String folder : BUNDLES) {
                int before = load.ended();
                load.allow(some);
                await().atMost(LOAD_PATIENCE).until(() -> load.ended() > before);
                pauses.during(folder);
                update(folder);
                await().atMost(LOAD_PATIENCE).until(() -> load.ended() >= before + some / 2);
            }
            await().atMost(LOAD_PATIENCE).until(() -> load.ended() >= some * BUNDLES.size());
            assertThat(fleet.cpes()).allMatch(cpe -> cpe.failedSessions() == 0);
            pauses.during(Pauses.LISTENER);
            update(Pauses.LISTENER);
            load.allow(Integer.getInteger(COMMANDS));
            load.awaitTheRest();
            pauses.table().forEach(System.out::println);
            System.out.printf(
                    "%d commands, %d subscriptions, %d notifications repeated%n",
                    load.ended(), load.watched(), subscriber.repeated());

            assertThat(load.failures()).isEmpty();
            assertThat(load.lostOrDoubled()).isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(load.missedOrRepeated()).isEmpty());
            assertThat(pauses.refusals()).isEmpty();
            assertThat(fleet.violations()).isEmpty();
            assertThat(log.complaints()).isEmpty();
        }
    }

    /** Java 17 keeps the class of the record that it compared, showed or hashed the first time last (JDK-8078641). */
    private record Link(Link next) {}

    @Test
    public void nothing_is_left_of_a_bundle_that_was_updated() throws Exception {
        Map<String, List<WeakReference<ClassLoader>>> former = new TreeMap<>();
        int threads = Thread.getAllStackTraces().size();
        try (ServerLog log = new ServerLog(context)) {
            for (String folder :
                    Stream.concat(BUNDLES.stream(), Stream.of(Pauses.LISTENER)).toList()) {
                former.put(folder, new ArrayList<>());
                for (int i = 0; i < Integer.getInteger(UPDATES); i++) {
                    former.get(folder)
                            .add(new WeakReference<>(
                                    bundle(folder).adapt(BundleWiring.class).getClassLoader()));
                    update(folder);
                    the_server_answers();
                }
            }

            Link last = new Link(new Link(null));
            assertThat(last)
                    .isNotEqualTo(last.next())
                    .hasSameHashCodeAs(last.next())
                    .hasToString("Link[next=Link[next=null]]");
            await().atMost(PATIENCE.multipliedBy(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        System.gc();
                        assertThat(alive(former)).isEmpty();
                    });
            assertThat(log.complaints()).isEmpty();
        }
        System.out.printf(
                "%d threads before, %d after%n",
                threads, Thread.getAllStackTraces().size());
    }

    @Test
    public void a_request_that_waits_for_its_cpe_outlives_updates_of_all_that_carry_it() throws Exception {
        SimulatedCpe cpe =
                cpe("AWAITED", builder -> builder.script(script -> script.responseDelay("Reboot", ANSWER_TIME)));
        onem2m.createCommand("awaited", CmdType.REBOOT.value(), node(cpe), "");
        CompletableFuture<Answer> executed = onem2m.updateAsync("cse-in/awaited", "{\"m2m:mgc\":{\"exe\":true}}");
        await().atMost(PATIENCE).until(() -> cpe.received().stream().anyMatch(Reboot.class::isInstance));

        for (String folder : List.of("interworking", "cwmp.client", "onem2m.http", "onem2m.cse", "store.embedded")) {
            update(folder);
        }

        Answer answer = executed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.rsc()).describedAs(answer.toString()).isEqualTo(2004);
        assertThat(instance(answer.execInstance(), ExecStatus.FINISHED)
                        .path("exr")
                        .asInt())
                .isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(cpe.received()).filteredOn(Reboot.class::isInstance).hasSize(1);
        assertThat(cpe.failedSessions()).isZero();
    }

    @Test
    public void a_fault_that_comes_while_the_mapping_is_away_is_mapped_when_it_is_back() throws Exception {
        SimulatedCpe cpe = cpe("UNMAPPED", builder -> builder.script(script -> script.fault("Reboot", 9001)));
        onem2m.createCommand("unmapped", CmdType.REBOOT.value(), node(cpe), "");
        Bundle mapping = bundle("fault.mapping");
        mapping.stop();
        try {
            onem2m.updateAsync("cse-in/unmapped", "{\"m2m:mgc\":{\"exe\":true}}");
            await().atMost(PATIENCE).until(() -> cpe.answered().stream().anyMatch(CwmpFault.class::isInstance));
        } finally {
            mapping.start();
        }

        assertThat(instance(instances("cse-in/unmapped").get(0), ExecStatus.FINISHED)
                        .path("exr")
                        .asInt())
                .isEqualTo(ExecResult.STATUS_REQUEST_DENIED.value());
    }

    @Test
    public void while_the_store_stays_away_requests_are_refused_in_time_with_a_sentence_and_then_served_again()
            throws Exception {
        Bundle backend = bundle("store.embedded");
        backend.stop();
        try {
            long start = System.nanoTime();
            Answer refused = createGroup("refused");
            assertThat(refused.rsc()).describedAs(refused.toString()).isEqualTo(5000);
            assertThat(refused.debug()).isEqualTo("The store is not available; try again.");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        } finally {
            backend.start();
        }
        await().atMost(PATIENCE).until(() -> onem2m.retrieve("cse-in/refused").rsc() == 4004);
        assertThat(createGroup("served").rsc()).isEqualTo(2001);
    }

    private Answer createGroup(String name) {
        return onem2m.create("cse-in", 9, "{\"m2m:grp\":{\"rn\":\"" + name + "\",\"mnm\":3,\"mid\":[\"cse-in\"]}}");
    }

    private void update(String folder) throws Exception {
        String version = "0.1.0.swap" + VERSIONS.incrementAndGet();
        bundle(folder).update(Rebadged.jar(folder, version));
        assertThat(bundle(folder).getVersion()).hasToString(version);
        assertThat(bundle(folder).getState()).isEqualTo(Bundle.ACTIVE);
    }

    private Fleet fleet(int count) throws Exception {
        Fleet fleet = Fleet.builder()
                .acs(acs())
                .serialPrefix("SWAPPED")
                .count(count)
                .speed(20)
                .start();
        await().atMost(LOAD_PATIENCE).until(() -> fleet.cpes().stream()
                .allMatch(cpe -> cpe.state() == CpeState.IDLE
                        && onem2m.retrieve(node(cpe)).rsc() == 2000));
        return fleet;
    }

    private URI acs() {
        return URI.create("http://127.0.0.1:" + cwmpPort + "/");
    }

    private static Map<String, Long> alive(Map<String, List<WeakReference<ClassLoader>>> former) {
        return former.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().stream()
                        .filter(reference -> reference.get() != null)
                        .count()))
                .entrySet()
                .stream()
                .filter(each -> each.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
