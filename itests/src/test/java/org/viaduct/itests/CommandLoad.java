package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.Script;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/**
 * Originators that have commands executed, one after the other on each CPE, and see each of them end as its CPE was told to end
 * it. Every third does not wait for the answer to its Execute.
 */
final class CommandLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(10);
    private static final int SUBSCRIPTION = 23;
    private static final int UPDATED = 1;
    private static final int CREATED = 3;

    /** How the commands of a CPE end. */
    enum Ending {
        SUCCESS(script -> script.completionDelay("Download", SHORT), 2004, ExecResult.STATUS_SUCCESS),
        RPC_FAULT(
                script -> script.fault("Reboot", 9002).fault("Download", 9002), 4000, ExecResult.STATUS_INTERNAL_ERROR),
        COMPLETION_FAULT(
                script -> script.completionFault("Download", 9018).completionDelay("Download", SHORT),
                2004,
                ExecResult.STATUS_FILE_TRANSFER_FAILED_FILE_CORRUPTED),
        CANCELLED(script -> script.completionDelay("Download", LONG), 2004, ExecResult.STATUS_SUCCESS),
        DELETED(script -> script.completionDelay("Download", LONG), 2004, ExecResult.STATUS_SUCCESS);

        private final Scripting scripting;
        private final int answer;
        private final ExecResult result;

        Ending(Scripting scripting, int answer, ExecResult result) {
            this.scripting = scripting;
            this.answer = answer;
            this.result = result;
        }

        private interface Scripting {
            Script apply(Script script);
        }

        private static Ending of(int cpe) {
            return values()[cpe % values().length];
        }
    }

    private final Onem2m onem2m;
    private final Fleet fleet;
    private final Subscriber subscriber;
    private final String download;
    private final int commands;
    private final Supplier<String> now;
    private final ExecutorService originators;
    private final List<CompletableFuture<Void>> work = new ArrayList<>();
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicInteger ended = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    /** Subscriptions, of each of which the subscriber is to hear once. */
    private final Queue<String> watched = new ConcurrentLinkedQueue<>();

    /** The execInstances, by the serial number of their CPE. */
    private final ConcurrentMap<String, Queue<String>> instances = new ConcurrentHashMap<>();

    /** @param now tells what is being done to the server, for the failures */
    CommandLoad(
            Onem2m onem2m, Fleet fleet, Subscriber subscriber, ServedFile file, int commands, Supplier<String> now) {
        this.onem2m = onem2m;
        this.fleet = fleet;
        this.subscriber = subscriber;
        this.download = "{\"dld\":[{\"ftyp\":\"3 Vendor Configuration File\",\"url\":\"" + file.url() + "\"}]}";
        this.commands = commands;
        this.now = now;
        this.originators = Executors.newFixedThreadPool(Math.min(8, fleet.cpes().size()));
        for (int i = 0; i < fleet.cpes().size(); i++) {
            Ending.of(i).scripting.apply(fleet.cpes().get(i).script());
        }
    }

    void begin() {
        for (int i = 0; i < fleet.cpes().size(); i++) {
            SimulatedCpe cpe = fleet.cpes().get(i);
            Ending ending = Ending.of(i);
            int first = i;
            work.add(CompletableFuture.runAsync(
                    () -> {
                        for (int number = first;
                                number < commands;
                                number += fleet.cpes().size()) {
                            command(cpe, ending, number);
                        }
                    },
                    originators));
        }
    }

    /** Lets so many more commands begin. */
    void allow(int more) {
        allowed.release(more);
    }

    /** How many commands have ended, well or not. */
    int ended() {
        return ended.get();
    }

    void awaitTheRest() throws Exception {
        CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get(10, TimeUnit.MINUTES);
    }

    /** What did not end as it should, with what was being done to the server. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** RPCs that were never received, or more than once. */
    Map<String, Long> lostOrDoubled() {
        Map<String, Long> wrong = new TreeMap<>();
        for (SimulatedCpe cpe : fleet.cpes()) {
            Map<String, Long> received = cpe.received().stream()
                    .flatMap(request -> request instanceof Download rpc
                            ? Stream.of(rpc.commandKey())
                            : request instanceof Reboot rpc ? Stream.of(rpc.commandKey()) : Stream.empty())
                    .collect(Collectors.groupingBy(key -> key, Collectors.counting()));
            for (String instance : instances.getOrDefault(cpe.serialNumber(), new ConcurrentLinkedQueue<>())) {
                long times = Optional.ofNullable(received.remove(key(instance))).orElse(0L);
                if (times != 1) {
                    wrong.put(instance, times);
                }
            }
            wrong.putAll(received);
        }
        return wrong;
    }

    /** How often the subscriber heard of what it should hear of once. */
    Map<String, Long> missedOrRepeated() {
        Map<String, Long> wrong = new TreeMap<>();
        for (String subscription : watched) {
            long heard = subscriber.events(subscription).stream()
                    .filter(CommandLoad::isBeginningOrEnd)
                    .count();
            if (heard != 1) {
                wrong.put(subscription, heard);
            }
        }
        return wrong;
    }

    int watched() {
        return watched.size();
    }

    private static boolean isBeginningOrEnd(JsonNode event) {
        int status = event.at("/rep/m2m:exin/exs").asInt();
        return event.path("net").asInt() == CREATED
                || status == ExecStatus.FINISHED.value()
                || status == ExecStatus.CANCELLED.value();
    }

    private void command(SimulatedCpe cpe, Ending ending, int number) {
        String name = "load-" + cpe.serialNumber() + "-" + number;
        allowed.acquireUninterruptibly();
        String before = now.get();
        try {
            await().atMost(PATIENCE).until(() -> cpe.state() == CpeState.IDLE);
            run(cpe, ending, number, name);
        } catch (RuntimeException | AssertionError failure) {
            failures.add(
                    ending + " " + name + " between updates of " + before + " and of " + now.get() + ": " + failure);
        } finally {
            ended.incrementAndGet();
        }
    }

    private void run(SimulatedCpe cpe, Ending ending, int number, String name) {
        boolean reboot =
                number / fleet.cpes().size() % 2 == 0 && (ending == Ending.SUCCESS || ending == Ending.RPC_FAULT);
        CmdType type = reboot ? CmdType.REBOOT : CmdType.DOWNLOAD;
        expect(onem2m.createCommand(name, type.value(), ContainerTest.node(cpe), reboot ? "" : download), 2001);
        String command = "cse-in/" + name;
        subscribe(command, CREATED);
        watched.add(command + "/watch");
        boolean blocking = (number + number / fleet.cpes().size()) % 3 != 2;
        String instance = blocking ? executedAndAnswered(command, ending) : executed(command);
        instances
                .computeIfAbsent(cpe.serialNumber(), any -> new ConcurrentLinkedQueue<>())
                .add(instance);
        if (!reboot && ending != Ending.RPC_FAULT && ending != Ending.DELETED) {
            subscribe(instance, UPDATED);
            if (status(instance) == ExecStatus.PENDING.value()) {
                watched.add(instance + "/watch");
            }
        }
        if (ending == Ending.CANCELLED || ending == Ending.DELETED) {
            await(instance).atMost(PATIENCE).until(() -> status(instance) == ExecStatus.PENDING.value());
        }
        switch (ending) {
            case CANCELLED -> {
                expect(onem2m.update(instance, "{\"m2m:exin\":{\"exd\":true}}"), 2004);
                assertEnd(instance, ExecStatus.CANCELLED, ending.result);
            }
            case DELETED -> {
                expect(onem2m.delete(instance), 2002);
                expect(onem2m.retrieve(instance), 4004);
            }
            case SUCCESS, RPC_FAULT, COMPLETION_FAULT -> assertEnd(instance, ExecStatus.FINISHED, ending.result);
        }
    }

    private String executedAndAnswered(String command, Ending ending) {
        expect(onem2m.execute(command), ending.answer);
        return instances(command).get(0);
    }

    /** By a request that does not block, whose result is in its resource: it does not wait for the CPE either. */
    private String executed(String command) {
        Answer accepted = onem2m.update(command + "?rt=1", "{\"m2m:mgc\":{\"exe\":true}}");
        expect(accepted, 1001);
        String request = accepted.content().path("m2m:uri").asText();
        JsonNode result = await().atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve(request).resource(),
                        found -> found.path("rs").asInt() != 3);
        assertThat(result.at("/ors/rsc").asInt()).describedAs(result.toString()).isEqualTo(2004);
        return instances(command).get(0);
    }

    private void assertEnd(String instance, ExecStatus status, ExecResult result) {
        JsonNode end = await(instance)
                .atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve(instance).resource(),
                        found -> found.path("exs").asInt() == ExecStatus.FINISHED.value()
                                || found.path("exs").asInt() == ExecStatus.CANCELLED.value());
        assertThat(end.path("exs").asInt()).describedAs(end.toString()).isEqualTo(status.value());
        assertThat(end.path("exr").asInt()).describedAs(end.toString()).isEqualTo(result.value());
    }

    private void subscribe(String parent, int event) {
        expect(
                onem2m.create(
                        parent,
                        SUBSCRIPTION,
                        "{\"m2m:sub\":{\"rn\":\"watch\",\"nu\":[\"%s\"],\"enc\":{\"net\":[%d]}}}"
                                .formatted(subscriber.url(), event)),
                2001);
    }

    private List<String> instances(String command) {
        return onem2m.retrieve(command + "?fu=1&ty=8").addresses();
    }

    private int status(String instance) {
        return onem2m.retrieve(instance).resource().path("exs").asInt();
    }

    private static void expect(Answer answer, int status) {
        assertThat(answer.rsc()).describedAs(answer.toString()).isEqualTo(status);
    }

    private static String key(String instance) {
        return instance.substring(instance.lastIndexOf("exin-") + "exin-".length());
    }

    @Override
    public void close() {
        allowed.release(commands);
        originators.shutdownNow();
    }
}
