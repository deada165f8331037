package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.osgi.framework.ServiceReference;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecStatus;

/** Secrets of every kind are planted and used; then everything that anybody can read is searched for them. */
public class SecretsIT extends ContainerTest {

    private static final String TRANSFER_PASSWORD = "planted-transfer-password";
    private static final String TYPED_PASSWORD = "planted-typed-password";
    private static final String STORE_PASSWORD = "planted-store-password";
    private static final String WRONG_TOKEN = "planted-wrong.token";
    private static final int SUBSCRIPTION = 23;

    /** The files whose purpose is to hold a secret, for their owner only. */
    private static final Set<String> KEEPERS = Set.of("viaduct.key", SecureListener.PASSWORD_FILE);

    private static final List<String> LISTINGS = List.of(
            "cwmp:devices",
            "cwmp:sessions",
            "files:list",
            "files:transfers",
            "onem2m:token list",
            "service:list",
            "bundle:list",
            "config:list",
            "log:display -n 10000");

    @Inject
    SessionFactory sessions;

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Map<String, String> shown = new LinkedHashMap<>();

    @Test
    public void what_is_secret_is_found_nowhere_else() throws Exception {
        Shell shell = new Shell(sessions);
        try (SecureListener listener = new SecureListener(STORE_PASSWORD);
                Subscriber subscriber = new Subscriber();
                ServedFile file = new ServedFile();
                StunInUse stun = new StunInUse()) {
            plant("the password of the key store", STORE_PASSWORD);
            SimulatedCpe cpe = cpe("SECRETIVE", Fleet.Builder::stun);
            useToken(shell, listener);
            shell.as("manager", "cwmp:trace " + nodeId(cpe) + " on");
            beReachedByUdp(shell, cpe);
            fetch(shell, cpe);
            transfer(cpe, subscriber, file);
            call(shell, cpe, file);
            rotate(shell);
            transferAgain(cpe);
            plant(
                    "the connection request password",
                    cpe.parameter("Device.ManagementServer.ConnectionRequestPassword")
                            .orElseThrow());
            list(shell, cpe);
            answers();
            properties();
            List<String> found = new ArrayList<>(files(cpe));
            shown.forEach((where, text) -> found.addAll(in(where, text)));
            assertThat(found).isEmpty();
            shell.as("admin", "onem2m:token remove itest");
        }
    }

    private void plant(String what, String secret) {
        secrets.put(what, secret);
        secrets.put(
                what + " in Base64",
                Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private void useToken(Shell shell, SecureListener listener) throws Exception {
        assertThatThrownBy(() -> shell.as("viewer", "onem2m:token add itest CAdmin"))
                .isInstanceOf(SecurityException.class);
        String token = shell.as("admin", "onem2m:token add itest CAdmin")
                .lines()
                .filter(line -> line.startsWith("itest."))
                .findFirst()
                .orElseThrow();
        plant("the token", token.substring(token.indexOf('.') + 1));
        plant("a wrong token", WRONG_TOKEN);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> listener.retrieve("cse-in", "Bearer " + token).statusCode() == 200);
        assertThat(listener.retrieve("cse-in", "Bearer " + WRONG_TOKEN).statusCode())
                .isEqualTo(401);
    }

    /** Its STUN password signs messages in both directions; the shell shows how it is reached. */
    private void beReachedByUdp(Shell shell, SimulatedCpe cpe) throws Exception {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            cpe.informNow();
            return !stun(cpe, "STUNPassword").isEmpty()
                    && !stun(cpe, "UDPConnectionRequestAddress").isEmpty();
        });
        plant("the STUN password", stun(cpe, "STUNPassword"));
        await().atMost(PATIENCE)
                .until(() -> shell.as("viewer", "cwmp:device " + nodeId(cpe)).contains("STUNUsername"));
        await().atMost(PATIENCE).until(() -> cpe.state() == CpeState.IDLE);
        remember("cwmp:wake", shell.as("manager", "cwmp:wake " + nodeId(cpe)));
    }

    private static String stun(SimulatedCpe cpe, String parameter) {
        return cpe.parameter("Device.ManagementServer." + parameter).orElseThrow();
    }

    /** The secret of a one-time URL is what stands between the slashes. */
    private void fetch(Shell shell, SimulatedCpe cpe) throws Exception {
        Path image = Path.of(System.getProperty("karaf.data"), "secrets-fw.bin");
        Files.writeString(image, "version: 3.0.0\n");
        remember("files:put", shell.as("admin", "files:put " + image + " secrets/fw-3.0.0.bin"));
        remember(onem2m.createCommand(
                "fetching",
                CmdType.DOWNLOAD.value(),
                node(cpe),
                "{\"dld\":[{\"ftyp\":\"1 Firmware Upgrade Image\",\"url\":\"viaduct-file:secrets/fw-3.0.0.bin\"}]}"));
        executeAndWait("cse-in/fetching");
        String url = downloads(cpe).get(0).url();
        plant("a one-time URL", url.substring(url.indexOf("/t/") + 3, url.lastIndexOf('/')));
    }

    private void transfer(SimulatedCpe cpe, Subscriber subscriber, ServedFile file) {
        plant("the password of a transfer", TRANSFER_PASSWORD);
        remember(onem2m.createCommand(
                "secretive",
                CmdType.DOWNLOAD.value(),
                node(cpe),
                "{\"dld\":[{\"ftyp\":\"1 Firmware Upgrade Image\",\"url\":\"%s\",\"unm\":\"user\",\"pwd\":\"%s\"}]}"
                        .formatted(file.url(), TRANSFER_PASSWORD)));
        for (int event : new int[] {1, 3}) {
            remember(onem2m.create(
                    "cse-in/secretive",
                    SUBSCRIPTION,
                    "{\"m2m:sub\":{\"rn\":\"watch%d\",\"nu\":[\"%s\"],\"enc\":{\"net\":[%d]}}}"
                            .formatted(event, subscriber.url(), event)));
        }
        executeAndWait("cse-in/secretive");
        remember(onem2m.update("cse-in/secretive", "{\"m2m:mgc\":{\"lbl\":[\"told\"]}}"));
        assertThat(downloads(cpe)).anyMatch(each -> each.password().equals(TRANSFER_PASSWORD));
        await().atMost(PATIENCE)
                .until(() -> !subscriber.events("cse-in/secretive/watch1").isEmpty()
                        && !subscriber.events("cse-in/secretive/watch3").isEmpty());
        shown.put(
                "notifications",
                subscriber.events("cse-in/secretive/watch1").toString() + subscriber.events("cse-in/secretive/watch3"));
    }

    /** Its password was sealed with the former key. */
    private void transferAgain(SimulatedCpe cpe) {
        int before = downloads(cpe).size();
        executeAndWait("cse-in/secretive");
        assertThat(downloads(cpe).subList(before, downloads(cpe).size()))
                .isNotEmpty()
                .allMatch(each -> !each.password().isEmpty());
    }

    private void executeAndWait(String command) {
        Answer executed = onem2m.execute(command);
        remember(executed);
        remember(
                executed.execInstance(),
                instance(executed.execInstance(), ExecStatus.FINISHED).toString());
    }

    private void call(Shell shell, SimulatedCpe cpe, ServedFile file) throws Exception {
        plant("a password typed on the console", TYPED_PASSWORD);
        String call = "cwmp:call %s Download FileType=1 URL=%s Username=user Password=%s"
                .formatted(nodeId(cpe), file.url(), TYPED_PASSWORD);
        remember("cwmp:call", shell.as("manager", call));
        assertThat(downloads(cpe)).anyMatch(each -> each.password().equals(TYPED_PASSWORD));
    }

    private void rotate(Shell shell) throws Exception {
        Path file = Path.of(System.getProperty("karaf.etc"), "viaduct.key");
        plant("the former key", Files.readString(file).strip());
        assertThatThrownBy(() -> shell.as("manager", "secrets:rotate")).hasMessageContaining("not found");
        String said = shell.as("admin", "secrets:rotate");
        assertThat(said).containsPattern("[1-9][0-9]* entries were sealed anew");
        shown.put("secrets:rotate", said);
        assertThat(Files.readAllLines(file)).hasSize(1).doesNotContain(secrets.get("the former key"));
        plant("the key", Files.readString(file).strip());
    }

    private void list(Shell shell, SimulatedCpe cpe) throws Exception {
        for (String command : LISTINGS) {
            shown.put(command, shell.as("admin", command));
        }
        for (String command : List.of("cwmp:device ", "cwmp:queue ", "cwmp:trace ")) {
            shown.put(command, shell.as("admin", command + nodeId(cpe)));
        }
        assertThat(shown.get("cwmp:trace ")).contains("Download");
        assertThat(shown.get("onem2m:token list")).contains("itest");
        shell.as("manager", "cwmp:trace " + nodeId(cpe) + " off");
    }

    /** Every resource that there is. */
    private void answers() {
        onem2m.retrieve("cse-in?fu=1").addresses().forEach(address -> remember(onem2m.retrieve(address)));
    }

    private void remember(Answer answer) {
        remember("an answer " + shown.size(), answer.content().toString());
    }

    private void remember(String where, String text) {
        shown.put(where, text);
    }

    private void properties() throws Exception {
        for (ServiceReference<?> reference : context.getAllServiceReferences(null, null)) {
            for (String key : reference.getPropertyKeys()) {
                shown.put("property " + key + " of " + reference, text(reference.getProperty(key)));
            }
        }
    }

    private static String text(Object value) {
        return value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value))
                        .mapToObj(index -> text(Array.get(value, index)))
                        .collect(Collectors.joining(","))
                : value.toString();
    }

    /** The logs, the store, the settings, and what the framework keeps; names prove that each can be searched. */
    private List<String> files(SimulatedCpe cpe) throws IOException {
        Set<String> found = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        Path base = Path.of(System.getProperty("karaf.base"));
        try (Stream<Path> files = Files.walk(base)) {
            List<Path> readable = files.filter(Files::isRegularFile)
                    .filter(each -> !each.toString().endsWith(".jar"))
                    .filter(each -> !KEEPERS.contains(each.getFileName().toString()))
                    .collect(Collectors.toList());
            for (Path each : readable) {
                String text = Files.readString(each, StandardCharsets.ISO_8859_1);
                found.addAll(in(each.toString(), text));
                if (text.contains(nodeId(cpe))) {
                    named.add(base.relativize(each).toString());
                }
            }
        }
        assertThat(named).contains("store/store.mv", "data/log/karaf.log");
        return List.copyOf(found);
    }

    /** What was found, and where: not the secret itself. */
    private List<String> in(String where, String text) {
        return secrets.entrySet().stream()
                .filter(secret -> text.contains(secret.getValue()))
                .map(secret -> secret.getKey() + " in " + where)
                .collect(Collectors.toList());
    }

    private static List<Download> downloads(SimulatedCpe cpe) {
        return cpe.received().stream()
                .filter(Download.class::isInstance)
                .map(Download.class::cast)
                .collect(Collectors.toList());
    }
}
