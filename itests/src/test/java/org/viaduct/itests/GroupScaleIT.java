package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/**
 * A command on a group of as many devices as the system property says, over the wire: the distribution is one process with a
 * small heap, the devices are another, but for one that is switched off, and two that get commands of their own meanwhile.
 */
@RunWith(Parameterized.class)
public class GroupScaleIT {

    private static final int DEVICES = Integer.getInteger("viaduct.group", 250);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final Path FIGURES = Path.of("target", "group-scale.md");
    private static final String PREFIX = "GRP";
    private static final int PAGE = 1000;
    private static final int GROUP = 9;
    private static final int AT_ONCE = 100;

    private static KarafProcess server;
    private static Onem2m onem2m;
    private static ServedFile file;
    private static SimulatorProcess crowd;
    private static Fleet others;
    private static Pacing pacing = Pacing.SHIPPED;

    /** How many devices are asked to connect a second, and are busy at once. */
    private enum Pacing {
        SHIPPED(50, 100),
        FAST(2000, 1000);

        private final int wakesPerSecond;
        private final int devicesInFlight;

        Pacing(int wakesPerSecond, int devicesInFlight) {
            this.wakesPerSecond = wakesPerSecond;
            this.devicesInFlight = devicesInFlight;
        }
    }

    private final CmdType type;
    private final Pacing wanted;
    private final String command;
    private final SimulatedCpe away = others.cpes().get(0);
    private final SimulatedCpe unawaited = others.cpes().get(1);
    private final SimulatedCpe awaited = others.cpes().get(2);

    public GroupScaleIT(CmdType type, Pacing wanted) {
        this.type = type;
        this.wanted = wanted;
        this.command = "cse-in/" + type + "-" + wanted;
    }

    /** The short form is the first of these. */
    @Parameters(name = "{0} with the pacing {1}")
    public static List<Object[]> rounds() {
        List<Object[]> rounds = new ArrayList<>();
        for (Pacing each : Pacing.values()) {
            rounds.add(new Object[] {CmdType.DOWNLOAD, each});
            rounds.add(new Object[] {CmdType.REBOOT, each});
        }
        return DEVICES < PAGE ? rounds.subList(0, 1) : rounds;
    }

    @BeforeClass
    public static void a_server_and_its_devices() throws Exception {
        file = new ServedFile();
        server = new KarafProcess(Path.of("target", "group-scale")).heap("512m");
        server.start();
        onem2m = server.onem2m();
        int acs = server.ports().cwmp();
        Instant start = Instant.now();
        others = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + acs + "/"))
                .serialPrefix("OTHER")
                .count(3)
                .script(script -> script.statusZero("Download"))
                .start();
        crowd = new SimulatorProcess(Path.of("target", "group-scale-devices.log"), acs, PREFIX, DEVICES - 1);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> discovered("cse-in", 14).size() == DEVICES + 2);
        Duration enrolled = Duration.between(start, Instant.now());
        Files.writeString(FIGURES, "%d devices enrolled in %s%n".formatted(DEVICES, enrolled));
        String members = Stream.concat(
                        IntStream.range(1, DEVICES)
                                .mapToObj(number -> "00D09E-SimulatedCPE-%s%06d".formatted(PREFIX, number)),
                        Stream.of(others.cpe().id().value()))
                .map(nodeId -> "\"cse-in/" + nodeId + "\"")
                .collect(Collectors.joining(","));
        Answer group = onem2m.create(
                "cse-in",
                GROUP,
                "{\"m2m:grp\":{\"rn\":\"all\",\"mt\":14,\"mnm\":%d,\"csy\":2,\"mid\":[%s]}}"
                        .formatted(DEVICES, members));
        assertThat(group.rsc()).describedAs(group.toString()).isEqualTo(2001);
        for (SimulatedCpe cpe : others.cpes().subList(1, 3)) {
            onem2m.createCommand(
                    cpe.serialNumber(), CmdType.DOWNLOAD.value(), cpe.id().value(), configuration());
        }
    }

    @AfterClass
    public static void all_go() throws Exception {
        others.close();
        crowd.close();
        server.close();
        file.close();
    }

    @Test
    public void every_device_of_a_group_is_served_once_and_holds_up_neither_requests_nor_single_devices()
            throws Exception {
        pace();
        away.stop();
        onem2m.createCommand(
                command.substring("cse-in/".length()),
                type.value(),
                "cse-in/all",
                type == CmdType.DOWNLOAD ? file.downloadArguments() : "");
        ProcessFigures figures = new ProcessFigures(server.pid());
        Duration cpu = figures.cpu();
        Map<String, Long> before = received();

        Stopwatch watch = new Stopwatch();
        Answer executed = onem2m.execute(command);
        long answered = watch.milliseconds();

        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        assertThat(executed.resource().path("ch")).hasSize(Math.min(DEVICES, AT_ONCE));
        assertThat(executed.resource().at("/viaductProgress/targets").asInt()).isEqualTo(DEVICES);
        // Behind the group: it has to wait for some of it at most.
        List<Long> unawaitedEnds = new ArrayList<>();
        unawaitedEnds.add(finishedWithoutWaiting(unawaited));
        boolean overtook = progress().path("finished").asInt() < DEVICES - 1;
        if (wanted == Pacing.SHIPPED) {
            assertThat(overtook).isTrue();
        }
        List<Long> reads = Collections.synchronizedList(new ArrayList<>());
        List<Long> awaitedEnds = new ArrayList<>();
        long heap = figures.heap();
        long looked = 0;
        ScheduledExecutorService meanwhile = Executors.newSingleThreadScheduledExecutor();
        try {
            Future<?> reading =
                    meanwhile.scheduleWithFixedDelay(() -> reads.add(read()), 0, 100, TimeUnit.MILLISECONDS);
            int finished = 0;
            while (finished < DEVICES - 1) {
                JsonNode progress = progress();
                assertAgreesWithItself(progress);
                assertThat(progress.path("finished").asInt()).isGreaterThanOrEqualTo(finished);
                finished = progress.path("finished").asInt();
                assertThat(watch.milliseconds()).isLessThan(PATIENCE.toMillis());
                if (watch.milliseconds() > looked + BETWEEN_LOOKS.toMillis()) {
                    looked = watch.milliseconds();
                    heap = Math.max(heap, figures.heap());
                }
                awaitedEnds.add(finishedWithWaiting(awaited));
                unawaitedEnds.add(finishedWithoutWaiting(unawaited));
            }
            assertThat(reading.isDone()).isFalse();
        } finally {
            meanwhile.shutdown();
        }
        long served = watch.milliseconds();
        watch = new Stopwatch();
        away.start();
        await().atMost(PATIENCE).until(() -> progress().path("finished").asInt() == DEVICES);
        long last = watch.milliseconds();

        assertThat(progress().path("results"))
                .singleElement()
                .satisfies(result ->
                        assertThat(result.path("execResult").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value()))
                .satisfies(result -> assertThat(result.path("count").asInt()).isEqualTo(DEVICES));
        assertEachWasToldOnce(before);
        assertEachEndedOnce();
        assertThat(crowd.violations()).isEmpty();
        assertThat(others.violations()).isEmpty();
        Duration took = figures.cpu().minus(cpu);
        long alive = figures.heapAlive();
        long resident = figures.residentAtMost();
        watch = new Stopwatch();
        Answer deleted = onem2m.delete(command);
        assertThat(deleted.rsc()).describedAs(deleted.toString()).isEqualTo(2002);
        note("%s, %s: answered %d ms; all but one ended %d ms; the last, once on, %d ms; CPU %s;%n"
                        .formatted(type, wanted, answered, served, last, took)
                + "  heap at most %d MiB, alive %d MiB, resident at most %d MiB; deleted %d ms;%n"
                        .formatted(heap, alive, resident, watch.milliseconds())
                + "  GETs %s; blocking Executes %s; non-blocking ones until the end %s (ms: median, 99 of 100, most)%n"
                        .formatted(spread(reads), spread(awaitedEnds), spread(unawaitedEnds)));
    }

    private void pace() throws Exception {
        if (pacing == wanted) {
            return;
        }
        server.close();
        server.set("org.viaduct.cwmp.client.cfg", "wakes.per.second", wanted.wakesPerSecond);
        server.set("org.viaduct.cwmp.client.cfg", "devices.in.flight", wanted.devicesInFlight);
        server.start();
        pacing = wanted;
    }

    private String rpc() {
        return type == CmdType.DOWNLOAD ? "Download" : "Reboot";
    }

    private JsonNode progress() {
        return onem2m.retrieve(command).resource().path("viaductProgress");
    }

    private static void assertAgreesWithItself(JsonNode progress) {
        int made = Stream.of("waiting", "running", "finished", "cancelled")
                .mapToInt(each -> progress.path(each).asInt())
                .sum();
        assertThat(progress.path("made").asInt())
                .describedAs(progress.toString())
                .isEqualTo(made);
        assertThat(progress.path("targets").asInt()).isEqualTo(DEVICES);
    }

    private void assertEachWasToldOnce(Map<String, Long> before) throws IOException {
        Map<String, Long> received = received();
        before.forEach((serial, count) -> received.merge(serial, -count, Long::sum));
        assertThat(received).hasSize(DEVICES);
        assertThat(received.values()).containsOnly(1L);
    }

    /** How often each device of the group was given the RPC. */
    private Map<String, Long> received() throws IOException {
        Map<String, Long> received = new HashMap<>(crowd.received(rpc()));
        received.put(
                away.serialNumber(),
                away.received().stream()
                        .filter(request -> request.name().equals(rpc()))
                        .count());
        return received;
    }

    /** By the log of the server, which has a line for each end. */
    private void assertEachEndedOnce() throws IOException {
        Set<String> instances = discovered(command, 8).stream()
                .map(address -> address.substring(address.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(instances).hasSize(DEVICES);
        Map<String, Long> ends = new HashMap<>();
        for (Path log : server.logs()) {
            try (Stream<String> lines = Files.lines(log)) {
                lines.filter(line -> line.contains(", ended "))
                        .map(line -> line.substring(0, line.indexOf(", ended ")))
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .filter(instances::contains)
                        .forEach(instance -> ends.merge(instance, 1L, Long::sum));
            }
        }
        assertThat(ends).hasSize(DEVICES);
        assertThat(ends.values()).containsOnly(1L);
    }

    private static long finishedWithWaiting(SimulatedCpe cpe) {
        Stopwatch watch = new Stopwatch();
        Answer executed = onem2m.execute("cse-in/" + cpe.serialNumber());
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        return watch.milliseconds();
    }

    private static long finishedWithoutWaiting(SimulatedCpe cpe) {
        Stopwatch watch = new Stopwatch();
        Answer accepted = onem2m.update("cse-in/" + cpe.serialNumber() + "?rt=1", "{\"m2m:mgc\":{\"exe\":true}}");
        assertThat(accepted.rsc()).describedAs(accepted.toString()).isEqualTo(1001);
        String request = accepted.content().path("m2m:uri").asText();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> onem2m.retrieve(request).resource().path("rs").asInt() == 1);
        String instance = onem2m.retrieve(request)
                .resource()
                .at("/ors/pc/m2m:mgc/ch/0/val")
                .asText();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> onem2m.retrieve(instance).resource().path("exs").asInt() == ExecStatus.FINISHED.value());
        return watch.milliseconds();
    }

    private static long read() {
        Stopwatch watch = new Stopwatch();
        assertThat(onem2m.retrieve("cse-in").rsc()).isEqualTo(2000);
        return watch.milliseconds();
    }

    private static Set<String> discovered(String parent, int type) {
        Set<String> all = new HashSet<>();
        int before = -1;
        while (all.size() > before) {
            before = all.size();
            all.addAll(onem2m.retrieve("%s?fu=1&ty=%d&lim=%d&ofst=%d".formatted(parent, type, PAGE, before + 1))
                    .addresses());
        }
        return all;
    }

    private static String configuration() {
        return "{\"dld\":[{\"ftyp\":\"3 Vendor Configuration File\",\"url\":\"" + file.url() + "\"}]}";
    }

    private static String spread(List<Long> times) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.isEmpty()
                ? "none"
                : "%d: %d, %d, %d"
                        .formatted(
                                sorted.size(),
                                sorted.get(sorted.size() / 2),
                                sorted.get(sorted.size() * 99 / 100),
                                sorted.get(sorted.size() - 1));
    }

    private static void note(String line) throws IOException {
        Files.writeString(FIGURES, line, StandardOpenOption.APPEND);
    }

    private static final class Stopwatch {

        private final long start = System.nanoTime();

        private long milliseconds() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        }
    }
}
