package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/**
 * A server that is killed with {@code kill -9} at any moment, as often as the system property says, while originators create,
 * update and delete, and CPEs complete transfers: what was answered is there after each restart, and nothing else.
 */
public class StoreKillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int ORIGINATORS = 4;
    private static final int CPES = 5;
    private static final int ENOUGH = 40;
    private static final int PAGE = 500;
    private static final String ABSENT = "absent";

    private final int kills;
    /** What may be known of each resource of this round: one thing, or two where the answer to a request was lost. */
    private final Map<String, Set<String>> possible = new ConcurrentHashMap<>();

    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private KarafProcess server;
    private Onem2m onem2m;
    private ServedFile file;
    private Fleet fleet;
    private volatile boolean loaded;

    public StoreKillIT() {
        this(Integer.getInteger("viaduct.store.kills", 3));
    }

    StoreKillIT(int kills) {
        this.kills = kills;
    }

    /** Has a server that was not started yet keep everything in the store of this test. */
    void choose(KarafProcess unstarted) throws Exception {
        // It is the default.
    }

    @Before
    public void a_server_and_cpes() throws Exception {
        file = new ServedFile();
        server = new KarafProcess(Path.of("target", getClass().getSimpleName()));
        choose(server);
        server.start();
        onem2m = server.onem2m();
        fleet = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + server.ports().cwmp() + "/"))
                .serialPrefix("KILLED")
                .count(CPES)
                .speed(20)
                .script(script -> script.completionDelay("Download", Duration.ofMillis(500)))
                .start();
        await().atMost(PATIENCE).until(() -> fleet.cpes().stream()
                .allMatch(cpe -> cpe.state() == CpeState.IDLE
                        && onem2m.retrieve("cse-in/" + cpe.id().value()).rsc() == 2000));
        for (SimulatedCpe cpe : fleet.cpes()) {
            onem2m.createCommand(
                    cpe.serialNumber(), CmdType.DOWNLOAD.value(), cpe.id().value(), file.downloadArguments());
        }
    }

    @After
    public void all_go() throws Exception {
        fleet.close();
        server.close();
        file.close();
    }

    @Test
    public void whenever_it_is_killed_what_was_answered_is_there_and_nothing_else() throws Exception {
        for (int kill = 1; kill <= kills; kill++) {
            possible.clear();
            String round = "round" + kill;
            loaded = true;
            List<CompletableFuture<Void>> load = new ArrayList<>();
            for (int i = 0; i < ORIGINATORS; i++) {
                String prefix = round + "-" + i + "-";
                load.add(CompletableFuture.runAsync(() -> originate(round, prefix)));
            }
            fleet.cpes().forEach(cpe -> load.add(CompletableFuture.runAsync(() -> execute(cpe))));
            int executed = accepted.size();
            await().atMost(PATIENCE).until(() -> possible.size() > ENOUGH && accepted.size() > executed);
            await().pollDelay(Duration.ofMillis(1 + ThreadLocalRandom.current().nextInt(2_000)))
                    .until(() -> true);
            server.kill();
            loaded = false;
            CompletableFuture.allOf(load.toArray(CompletableFuture[]::new)).join();
            server.start();
            check(round);
        }

        // A completion that was answered and forgotten would not come again, and leave its instance pending for ever.
        for (String instance : accepted) {
            await(instance)
                    .atMost(PATIENCE)
                    .until(() ->
                            onem2m.retrieve(instance).resource().path("exs").asInt() == ExecStatus.FINISHED.value());
            assertThat(onem2m.retrieve(instance).resource().path("exr").asInt())
                    .isEqualTo(ExecResult.STATUS_SUCCESS.value());
        }
        assertThat(accepted).hasSizeGreaterThanOrEqualTo(kills);
        assertThat(fleet.violations()).isEmpty();
    }

    /** Creates, updates and deletes until the server is gone. */
    private void originate(String round, String prefix) {
        for (int i = 0; loaded; i++) {
            String name = prefix + i;
            String address = "cse-in/" + name;
            boolean there = changes(
                    name,
                    ABSENT,
                    "1",
                    () -> onem2m.create(
                            "cse-in",
                            12,
                            "{\"m2m:mgc\":{\"rn\":\"%s\",\"cmt\":%d,\"ext\":\"%s\",\"lbl\":[\"%s\",\"1\"]}}"
                                    .formatted(
                                            name,
                                            CmdType.REBOOT.value(),
                                            fleet.cpes().get(0).id().value(),
                                            round)));
            if (there && i % 2 == 0) {
                changes(
                        name,
                        "1",
                        "2",
                        () -> onem2m.update(address, "{\"m2m:mgc\":{\"lbl\":[\"" + round + "\",\"2\"]}}"));
            } else if (there && i % 3 == 0) {
                changes(name, "1", ABSENT, () -> onem2m.delete(address));
            }
        }
    }

    /** A request. */
    private interface Request {
        Answer send();
    }

    /** @return whether it was answered, so that only the later state is possible */
    private boolean changes(String name, String before, String after, Request request) {
        possible.put(name, Set.of(before, after));
        try {
            Answer answer = request.send();
            if (answer.rsc() / 1000 == 2) {
                possible.put(name, Set.of(after));
                return true;
            }
            assertThat(answer.rsc() / 1000).describedAs(answer.toString()).isEqualTo(5);
        } catch (UncheckedIOException cutOff) {
            // Killed: it may have been done.
        }
        return false;
    }

    private void execute(SimulatedCpe cpe) {
        while (loaded) {
            try {
                Answer executed = onem2m.execute("cse-in/" + cpe.serialNumber());
                if (executed.rsc() == 2004) {
                    accepted.add(executed.execInstance());
                }
            } catch (UncheckedIOException cutOff) {
                // Killed.
            }
        }
    }

    private void check(String round) throws IOException {
        Set<String> present = new TreeSet<>();
        Map<String, String> wrong = new TreeMap<>();
        possible.forEach((name, states) -> {
            Answer found = onem2m.retrieve("cse-in/" + name);
            String state =
                    found.rsc() == 2000 ? found.resource().path("lbl").path(1).asText() : ABSENT;
            if (!state.equals(ABSENT)) {
                present.add("cse-in/" + name);
            }
            if (!states.contains(state)) {
                wrong.put(name, state + " instead of " + states);
            }
        });
        assertThat(wrong).isEmpty();

        Set<String> discovered = new TreeSet<>();
        List<String> page;
        do {
            page = onem2m.retrieve(
                            "cse-in?fu=1&drt=1&lbl=" + round + "&lim=" + PAGE + "&ofst=" + (discovered.size() + 1))
                    .addresses();
            discovered.addAll(page);
        } while (page.size() == PAGE);
        assertThat(discovered).isEqualTo(present);
    }
}
