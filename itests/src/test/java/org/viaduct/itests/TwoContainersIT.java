package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.itests.SecureCpe.SecureDownload;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/**
 * The product in two containers, a gateway that CPEs connect to and a core with the CSE and the store, which speak over TLS
 * and show each other a token.
 */
public class TwoContainersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TOKEN = "planted-token-of-both-halves";
    private static final int FLEET = 30;
    private static final int GROUP = 9;
    private static final int SUBSCRIPTION = 23;

    private static KarafProcess core;
    private static KarafProcess gateway;
    private static TestAuthority authority;
    private static HttpClient https;

    private final Onem2m onem2m = core.onem2m();

    @BeforeClass
    public static void a_gateway_and_a_core() throws Exception {
        core = half("viaduct-core", "core");
        gateway = half("viaduct-gateway", "gateway");
        authority = new TestAuthority(core.etc());
        authority.issue("remote", "remote");
        https = HttpClient.newBuilder()
                .sslContext(authority.client(Optional.empty()))
                .build();
        for (KarafProcess each : List.of(core, gateway)) {
            secure(each, each == core ? gateway : core);
        }
        // So that a roll-out lasts, and what the kill left unknown ends.
        gateway.set("org.viaduct.cwmp.client.cfg", "wakes.per.second", 4);
        core.set("org.viaduct.interworking.cfg", "completion.deadline", 90);
        CompletableFuture<Void> starting = CompletableFuture.runAsync(() -> start(core));
        start(gateway);
        starting.join();
    }

    private static KarafProcess half(String feature, String directory) throws Exception {
        KarafProcess half = new KarafProcess(Path.of("target", directory)).heap("512m");
        half.boot(feature, "viaduct-vendor-sample");
        return half;
    }

    private static void secure(KarafProcess half, KarafProcess other) throws IOException {
        for (String file : List.of("remote.p12", "trust.p12", TestAuthority.PASSWORD_FILE)) {
            if (half != core) {
                Files.copy(core.etc().resolve(file), half.etc().resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        half.secret("etc/remote.token", TOKEN);
        String listener = "org.viaduct.http.listener-remote.cfg";
        half.set(listener, "name", "remote");
        half.set(listener, "port", half.ports().remote());
        half.set(listener, "body.limit", 8 << 20);
        half.set(listener, "key.store", "remote.p12");
        half.set(listener, "key.store.password.file", TestAuthority.PASSWORD_FILE);
        String remote = "org.viaduct.remote.cfg";
        half.set(remote, "peer", "https://localhost:" + other.ports().remote() + "/");
        half.set(remote, "token.file", "remote.token");
        half.set(remote, "trust.store", "trust.p12");
        half.set(remote, "trust.store.password.file", TestAuthority.PASSWORD_FILE);
    }

    private static void start(KarafProcess half) {
        try {
            if (half == core) {
                half.start();
            } else {
                half.launch();
                half.awaitThat(() -> remote(half, "gateway/client", TOKEN).statusCode() == 200);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterClass
    public static void both_go() throws Exception {
        gateway.close();
        core.close();
    }

    @Before
    public void the_core_has_found_the_gateway() throws Exception {
        await().atMost(PATIENCE).until(() -> Files.readString(core.log()).contains("The gateway answers"));
    }

    private static HttpResponse<String> remote(KarafProcess half, String path, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + half.ports().remote() + "/remote/" + path))
                .timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return https.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    public void a_command_goes_through_both_and_a_fault_is_mapped_in_the_gateway() throws Exception {
        try (Fleet fleet = fleet("SINGLE", 1)) {
            SimulatedCpe cpe = fleet.cpe();
            known(fleet);
            onem2m.createCommand("single", CmdType.REBOOT.value(), node(cpe), "");

            cpe.script().fault("Reboot", 9002, 1);
            Answer faulted = onem2m.execute("cse-in/single");
            assertThat(faulted.rsc()).describedAs(faulted.toString()).isEqualTo(4000);

            assertThat(result("cse-in/single")).isEqualTo(ExecResult.STATUS_SUCCESS.value());

            assertThat(onem2m.retrieve("cse-in/single?fu=1&ty=8").addresses().stream()
                            .map(address -> ended(address).path("exr").asInt()))
                    .containsExactlyInAnyOrder(
                            ExecResult.STATUS_SUCCESS.value(), ExecResult.STATUS_INTERNAL_ERROR.value());
            assertThat(cpe.violations()).isEmpty();
        }
    }

    @Test
    public void the_rpcs_and_faults_of_a_vendor_go_through_both_where_its_bundle_is_in_both() throws Exception {
        try (Fleet fleet = fleet("VENDOR", 1, builder -> builder.productClass("SecureCPE")
                        .vendor(new SecureCpe()));
                ServedFile file = new ServedFile()) {
            SimulatedCpe cpe = fleet.cpe();
            known(fleet);
            for (String sha256 : List.of("ab", "00")) {
                onem2m.createCommand(
                        "vendor-" + sha256,
                        CmdType.DOWNLOAD.value(),
                        node(cpe),
                        "{\"dld\":[{\"ftyp\":\"3 Vendor Configuration File\",\"url\":\"%s#sha256=%s\"}]}"
                                .formatted(file.url(), sha256.repeat(32)));
            }

            assertThat(result("cse-in/vendor-ab")).isEqualTo(ExecResult.STATUS_SUCCESS.value());
            assertThat(result("cse-in/vendor-00"))
                    .isEqualTo(ExecResult.STATUS_FILE_TRANSFER_FAILED_FILE_CORRUPTED.value());
            assertThat(cpe.received().stream().filter(SecureDownload.class::isInstance))
                    .hasSize(2);
        }
    }

    /** Executes a command, and waits for its execResult. */
    private int result(String command) {
        Answer executed = onem2m.execute(command);
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        return ended(executed.execInstance()).path("exr").asInt();
    }

    @Test
    public void nobody_gets_at_either_half_without_the_token() throws Exception {
        for (String path : List.of("core/cwmp/devices?limit=1", "gateway/client", "faults/tables")) {
            KarafProcess half = path.startsWith("core") ? core : gateway;
            assertThat(remote(half, path, "").statusCode()).isEqualTo(401);
            assertThat(remote(half, path, "another-token-than-that-one").statusCode())
                    .isEqualTo(401);
            assertThat(remote(half, path, TOKEN).statusCode()).isEqualTo(200);
        }
        assertThat(Files.readString(core.log()) + Files.readString(gateway.log()))
                .doesNotContain(TOKEN);
    }

    @Test
    public void anybody_who_has_the_token_can_ask_what_a_fault_means() throws Exception {
        HttpResponse<String> answer = remote(gateway, "faults/tables/DOWNLOAD/9010", TOKEN);

        JsonNode fault = Onem2m.JSON.readTree(answer.body());
        assertThat(fault.path("clause").asText()).isEqualTo("8.2.1.1-1");
        assertThat(fault.path("execResult").asText()).isEqualTo(ExecResult.STATUS_FILE_TRANSFER_FAILED.name());
        assertThat(fault.path("value").asInt()).isEqualTo(ExecResult.STATUS_FILE_TRANSFER_FAILED.value());
        assertThat(remote(gateway, "faults/tables/NONE/9010", TOKEN).statusCode())
                .isEqualTo(400);
        assertThat(Onem2m.JSON.readTree(remote(gateway, "faults/tables", TOKEN).body()))
                .hasSize(67);
    }

    @Test
    public void each_instance_of_a_roll_out_ends_once_when_the_gateway_is_killed_in_the_middle() throws Exception {
        rollOut("gateway-killed", () -> {
            gateway.kill();
            start(gateway);
        });
    }

    @Test
    public void each_instance_of_a_roll_out_ends_once_when_the_core_is_killed_in_the_middle() throws Exception {
        rollOut("core-killed", () -> {
            core.kill();
            start(core);
        });
    }

    /** Something that happens to one half. */
    private interface Blow {
        void strike() throws Exception;
    }

    private void rollOut(String name, Blow blow) throws Exception {
        try (Fleet fleet = fleet(name.replace("-", "").toUpperCase(Locale.ROOT), FLEET);
                ServedFile file = new ServedFile();
                Subscriber subscriber = new Subscriber()) {
            known(fleet);
            group(name + "-group", fleet);
            onem2m.createCommand(name, CmdType.DOWNLOAD.value(), "cse-in/" + name + "-group", file.downloadArguments());
            assertThat(onem2m.execute("cse-in/" + name).rsc()).isEqualTo(2004);
            List<String> instances = await().atMost(PATIENCE)
                    .until(
                            () -> onem2m.retrieve("cse-in/" + name + "?fu=1&ty=8")
                                    .addresses(),
                            found -> found.size() == FLEET);
            instances.forEach(instance -> subscribe(instance, subscriber));
            // Of what ended before it was subscribed to nobody is told.
            List<String> watched = instances.stream()
                    .filter(instance ->
                            onem2m.retrieve(instance).resource().path("exs").asInt() != ExecStatus.FINISHED.value())
                    .toList();
            assertThat(watched).isNotEmpty();
            await().atMost(PATIENCE).until(() -> sent(fleet) >= FLEET / 5);

            blow.strike();

            Map<Integer, Long> results = instances.stream()
                    .map(instance -> ended(instance).path("exr").asInt())
                    .collect(Collectors.groupingBy(result -> result, Collectors.counting()));
            System.out.println(name + ": execResults " + results);

            // What was given out at the moment of the kill, and nobody can know whether it arrived, is not sent again.
            assertThat(results.keySet())
                    .isSubsetOf(ExecResult.STATUS_SUCCESS.value(), ExecResult.STATUS_INTERNAL_ERROR.value());
            assertThat(results.get(ExecResult.STATUS_SUCCESS.value())).isGreaterThan(FLEET * 3L / 4);
            for (SimulatedCpe cpe : fleet.cpes()) {
                assertThat(cpe.received().stream().filter(Download.class::isInstance))
                        .describedAs(cpe.toString())
                        .hasSizeLessThanOrEqualTo(1);
            }
            Map<String, Integer> ends = new HashMap<>();
            for (String instance : watched) {
                await().atMost(PATIENCE).until(() -> ends(subscriber, instance) > 0);
                ends.put(instance, ends(subscriber, instance));
            }
            assertThat(ends.values()).containsOnly(1);
        }
    }

    private void subscribe(String instance, Subscriber subscriber) {
        Answer created = onem2m.create(
                instance,
                SUBSCRIPTION,
                "{\"m2m:sub\":{\"rn\":\"watch\",\"nu\":[\"%s\"],\"enc\":{\"net\":[1]}}}".formatted(subscriber.url()));
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
    }

    /** How often it was told that an instance is finished that was not before. */
    private static int ends(Subscriber subscriber, String instance) {
        int finished = 0;
        int before = 0;
        for (JsonNode event : subscriber.events(instance + "/watch")) {
            int status = event.at("/rep/m2m:exin/exs").asInt();
            finished += status == ExecStatus.FINISHED.value() && before != status ? 1 : 0;
            before = status;
        }
        return finished;
    }

    private static long sent(Fleet fleet) {
        return fleet.cpes().stream()
                .filter(cpe -> cpe.received().stream().anyMatch(Download.class::isInstance))
                .count();
    }

    private static Fleet fleet(String serialPrefix, int count) throws IOException {
        return fleet(serialPrefix, count, builder -> builder);
    }

    private static Fleet fleet(String serialPrefix, int count, UnaryOperator<Fleet.Builder> as) throws IOException {
        return as.apply(Fleet.builder()
                        .acs(URI.create("http://127.0.0.1:" + gateway.ports().cwmp() + "/"))
                        .serialPrefix(serialPrefix)
                        .count(count)
                        .speed(10)
                        .script(script -> script.completionDelay("Download", Duration.ofSeconds(2))))
                .start();
    }

    private static String node(SimulatedCpe cpe) {
        return "cse-in/" + cpe.id().value();
    }

    private void known(Fleet fleet) {
        List<SimulatedCpe> unknown = new ArrayList<>(fleet.cpes());
        await().atMost(PATIENCE).until(() -> {
            unknown.removeIf(cpe -> onem2m.retrieve(node(cpe)).rsc() == 2000);
            return unknown.isEmpty();
        });
    }

    private void group(String name, Fleet fleet) {
        Answer created = onem2m.create(
                "cse-in",
                GROUP,
                "{\"m2m:grp\":{\"rn\":\"%s\",\"mt\":14,\"mnm\":100,\"csy\":2,\"mid\":[%s]}}"
                        .formatted(
                                name,
                                fleet.cpes().stream()
                                        .map(cpe -> '"' + node(cpe) + '"')
                                        .collect(Collectors.joining(","))));
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
    }

    private JsonNode ended(String instance) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> onem2m.retrieve(instance).resource(),
                        found -> found.path("exs").asInt() == ExecStatus.FINISHED.value());
    }
}
