package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.fault.FaultMapper;
import org.viaduct.fault.FaultMapping;
import org.viaduct.fault.FaultTable;
import org.viaduct.interworking.execution.Remark;
import org.viaduct.interworking.service.Collaborators;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResponseType;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.Change;
import org.viaduct.store.disturbed.DisturbedStore;

/** Interworking between a store in memory, a client that records whom it wakes, and sessions that a test drives. */
final class Bench implements AutoCloseable {

    static final CpeId CPE = new CpeId("00D09E", "GW", "1");
    static final Duration SOON = Duration.ofMillis(150);
    static final Settings SETTINGS = new Settings(
            Duration.ofSeconds(30), Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(1), 100, Duration.ZERO);

    final DisturbedStore store;
    final ResourceTree tree;
    final Collaborators collaborators = new Collaborators(Duration.ofMillis(200));
    final List<CpeId> woken = new CopyOnWriteArrayList<>();
    final List<CpeId> wokenInBulk = new CopyOnWriteArrayList<>();
    final Interworking interworking;
    final ScriptedTransfers files = new ScriptedTransfers();
    volatile boolean reachable = true;

    private final CwmpClient client = new ScriptedClient();
    private final FaultMapper mapper = new Dictionary();

    Bench() {
        this(new DisturbedStore(), SETTINGS);
    }

    Bench(Settings settings) {
        this(new DisturbedStore(), settings);
    }

    Bench(DisturbedStore store, Settings settings) {
        this.store = store;
        tree = new ResourceTree(store);
        interworking = new Interworking(settings, collaborators, Clock.systemUTC());
        interworking.setResources(tree);
        interworking.setGroups(tree);
        interworking.setSecrets(new ReversibleSecrets("key"));
        interworking.setCwmpClient(client);
        interworking.setFaultMapper(mapper);
        interworking.setTransfers(files);
        interworking.setResourceChanges(store::apply);
        interworking.setStore(store);
    }

    /** What a new process, or an update of the bundle, makes of the same store. */
    Bench restarted() {
        interworking.close();
        return new Bench(store, SETTINGS);
    }

    void faultMapper(boolean present) {
        if (present) {
            interworking.setFaultMapper(mapper);
        } else {
            interworking.unsetFaultMapper(mapper);
        }
    }

    void loseTheKey() {
        interworking.setSecrets(new ReversibleSecrets("another"));
    }

    void cwmpClient(boolean present) {
        if (present) {
            interworking.setCwmpClient(client);
        } else {
            interworking.unsetCwmpClient(client);
        }
    }

    /** A session that the CPE has opened. */
    DrivenSession session(String... events) {
        return session(CPE, events);
    }

    DrivenSession session(CpeId cpe, String... events) {
        return new DrivenSession(interworking, cpe, events);
    }

    /** Makes the CPE known. */
    Bench withCpe() {
        session("0 BOOTSTRAP").end();
        return this;
    }

    Resource create(Map<String, Object> attributes) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("ext", CPE.value(), "exm", 1L));
        all.putAll(attributes);
        Resource base = store.find(tree.cseBase()).orElseThrow();
        return interworking.create(
                tree.draft(base, Optional.empty(), "m2m:mgc", all), request(Operation.CREATE, Optional.empty()));
    }

    /** A {@code <group>} with these members. */
    Resource group(String name, List<String> members) {
        Resource base = store.find(tree.cseBase()).orElseThrow();
        Resource group = tree.draft(base, Optional.of(name), "m2m:grp", Map.of("mid", members));
        store.apply(Change.builder().create(group).build());
        return group;
    }

    Resource reboot() {
        return create(Map.of("cmt", 2L));
    }

    Resource download() {
        return create(Map.of("cmt", 4L, "exra", downloadArguments()));
    }

    static Map<String, Object> downloadArguments() {
        return Map.of(
                "dld",
                List.of(Map.of(
                        "ftyp", "1 Firmware Upgrade Image", "url", "http://fs/fw.bin", "unm", "joe", "pwd", "hush")));
    }

    CompletableFuture<Updated> execute(Resource command) {
        return update(command, Map.of("exe", true));
    }

    CompletableFuture<Updated> execute(Resource command, Duration patience) {
        return update(command, Map.of("exe", true), request(Operation.UPDATE, Optional.of(patience)));
    }

    CompletableFuture<Updated> executeNonBlocking(Resource command) {
        return update(
                command,
                Map.of("exe", true),
                request(Operation.UPDATE, Optional.empty(), ResponseType.NON_BLOCKING_REQUEST_SYNCH));
    }

    CompletableFuture<Updated> update(Resource resource, Map<String, Object> changes) {
        return update(resource, changes, request(Operation.UPDATE, Optional.empty()));
    }

    CompletableFuture<Updated> cancel(Resource instance) {
        return update(instance, Map.of("exd", true));
    }

    CompletableFuture<Updated> cancel(Resource instance, Duration patience) {
        return update(instance, Map.of("exd", true), request(Operation.UPDATE, Optional.of(patience)));
    }

    /** What the CSE has a successor do with an UPDATE that another run began. */
    CompletableFuture<Updated> resumed(Resource resource, CompletableFuture<Updated> begun) {
        String continuation = stopped(begun).continuation().orElseThrow();
        return stage(() -> interworking.resume(resource, continuation, request(Operation.UPDATE, Optional.empty())));
    }

    static HandlerStoppedException stopped(CompletableFuture<?> request) {
        return (HandlerStoppedException) catchThrowable(request::join).getCause();
    }

    CompletableFuture<Void> delete(Resource resource) {
        return stage(() -> interworking.delete(resource, request(Operation.DELETE, Optional.empty())));
    }

    CompletableFuture<Void> delete(Resource resource, Duration patience) {
        return stage(() -> interworking.delete(resource, request(Operation.DELETE, Optional.of(patience))));
    }

    private CompletableFuture<Updated> update(
            Resource resource, Map<String, Object> changes, RequestPrimitive request) {
        Resource current = store.find(resource.id()).orElseThrow();
        return stage(() -> interworking.update(current, changes, request));
    }

    /** An instance of a command that was sent and accepted. */
    Resource pendingDownload(Resource command) {
        executeNonBlocking(command).join();
        Resource instance = instances(command).get(instances(command).size() - 1);
        DrivenSession session = session();
        session.nextCall();
        session.accept();
        session.end();
        return instance;
    }

    List<Resource> instances(Resource command) {
        return store.descendants(command.id(), FilterCriteria.ALL);
    }

    Resource onlyInstance(Resource command) {
        assertThat(instances(command)).hasSize(1);
        return instances(command).get(0);
    }

    /** execStatus and execResult of an instance as they are stored. */
    String state(Resource instance) {
        Resource stored = store.find(instance.id()).orElseThrow();
        return ExecStatus.of(stored.number("exs").orElseThrow()).orElseThrow() + " / "
                + ExecResult.of(stored.number("exr").orElseThrow()).orElseThrow();
    }

    boolean exists(Resource resource) {
        return store.find(resource.id()).isPresent();
    }

    /** What its remark says, if it has one. */
    String remark(Resource instance) {
        return store.find(instance.id()).orElseThrow().text(Remark.ATTRIBUTE).orElse("");
    }

    /** How far the executions of a command are, without the results. */
    String progress(Resource command) {
        Map<?, ?> progress =
                (Map<?, ?>) store.find(command.id()).orElseThrow().attributes().get(Progress.ATTRIBUTE);
        return "%s of %s: %s waiting, %s running, %s finished, %s cancelled"
                .formatted(
                        progress.get("made"),
                        progress.get("targets"),
                        progress.get("waiting"),
                        progress.get("running"),
                        progress.get("finished"),
                        progress.get("cancelled"));
    }

    /** The status code with which a request was refused. */
    static ResponseStatusCode refusal(CompletableFuture<?> request) {
        return refusal(() ->
                request.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join());
    }

    static ResponseStatusCode refusal(Runnable request) {
        Throwable thrown = catchThrowable(request::run);
        Throwable cause = thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
        assertThat(cause).isInstanceOf(OneM2mException.class);
        assertThat(cause.getMessage()).endsWith(".");
        return ((OneM2mException) cause).status();
    }

    @Override
    public void close() {
        interworking.close();
    }

    private interface Asked<T> {
        CompletionStage<T> get();
    }

    private static <T> CompletableFuture<T> stage(Asked<T> asked) {
        try {
            return asked.get().toCompletableFuture();
        } catch (OneM2mException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    static RequestPrimitive request(Operation operation, Optional<Duration> patience) {
        return request(operation, patience, ResponseType.BLOCKING_REQUEST);
    }

    private static RequestPrimitive request(
            Operation operation, Optional<Duration> patience, ResponseType responseType) {
        return new RequestPrimitive(
                operation,
                "to",
                "CAdmin",
                "1",
                "4",
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                responseType,
                false,
                FilterCriteria.ALL,
                DesiredIdentifierResultType.STRUCTURED,
                patience.map(Instant.now()::plus),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    /** Asks each CPE once that is sought and that something waits for. */
    private final class ScriptedClient implements CwmpClient {

        @Override
        public CompletionStage<WakeResult> wake(CpeId cpe) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void seek(CpeId cpe, boolean bulk) {
            if (!interworking.waiting(cpe).isEmpty()) {
                (bulk ? wokenInBulk : woken).add(cpe);
                if (!reachable) {
                    interworking.unreachable(cpe, "scripted");
                }
            }
        }
    }

    /** Knows as many codes as the tests use. */
    private static final class Dictionary implements FaultMapper {

        private static final Map<Integer, ExecResult> RESULTS = Map.of(
                9000, ExecResult.STATUS_REQUEST_UNSUPPORTED,
                9001, ExecResult.STATUS_REQUEST_DENIED,
                9010, ExecResult.STATUS_FILE_TRANSFER_FAILED,
                9021, ExecResult.STATUS_CANCELLATION_DENIED,
                9022, ExecResult.STATUS_INVALID_UUID_FORMAT);

        @Override
        public FaultMapping map(FaultTable table, CpeId cpe, CwmpFault fault) {
            return new FaultMapping(
                    table,
                    fault.code(),
                    "scripted",
                    RESULTS.getOrDefault(fault.code(), ExecResult.STATUS_INTERNAL_ERROR),
                    fault.code() == 9000 ? ResponseStatusCode.NOT_IMPLEMENTED : ResponseStatusCode.BAD_REQUEST,
                    FaultMapping.Source.TABLE);
        }

        @Override
        public List<FaultMapping> rows() {
            return List.of();
        }
    }

    /** Hides nothing from whoever knows Base64, but everything from a search for the clear text. */
    private record ReversibleSecrets(String keyName) implements Secrets {

        @Override
        public String seal(String clear, String context) {
            return Base64.getEncoder()
                    .encodeToString((keyName + context + "\n" + clear).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String open(String sealed, String context) {
            String[] parts = new String(Base64.getDecoder().decode(sealed), StandardCharsets.UTF_8).split("\n", 2);
            if (!parts[0].equals(keyName + context)) {
                throw new IllegalArgumentException("sealed for " + parts[0]);
            }
            return parts[1];
        }
    }
}
