package org.viaduct.cwmp.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.disturbed.DisturbedStore;

/** The queue between a store in memory and sessions that a test drives. */
final class Bench implements AutoCloseable {

    static final CpeId CPE = new CpeId("00D09E", "GW", "1");
    static final QueueSettings SETTINGS = new QueueSettings(5, 8, 3, 100, Duration.ofDays(7), 4_096);

    private static final AtomicInteger SESSIONS = new AtomicInteger();

    final DisturbedStore store;
    final MovedClock clock;
    final List<String> sought = new CopyOnWriteArrayList<>();
    final DurableCallQueue queue;

    private final CwmpClient client = new CwmpClient() {
        @Override
        public CompletionStage<WakeResult> wake(CpeId cpe) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void seek(CpeId cpe, boolean bulk) {
            boolean urgent = queue.waiting(cpe).stream().anyMatch(call -> call.urgent());
            sought.add(cpe.serialNumber() + (bulk ? " bulk" : "") + (urgent ? " urgent" : ""));
        }
    };
    private final Secrets secrets = new ReversibleSecrets("key");

    Bench() {
        this(new DisturbedStore(), new MovedClock(), SETTINGS);
    }

    Bench(QueueSettings settings) {
        this(new DisturbedStore(), new MovedClock(), settings);
    }

    private Bench(DisturbedStore store, MovedClock clock, QueueSettings settings) {
        this.store = store;
        this.clock = clock;
        Scheduling scheduling = new Scheduling("cwmp-queue", clock);
        queue = new DurableCallQueue(settings, new Calls.Collaborators(Duration.ofMillis(100)), scheduling, clock);
        queue.setDevices(new KnownDevices());
        queue.setSecrets(secrets);
        queue.setCwmpClient(client);
        queue.setStore(store);
        awaitWhatIsDue(scheduling);
    }

    /** What its two threads begin together comes after all that was due before. */
    private static void awaitWhatIsDue(Scheduling scheduling) {
        CountDownLatch together = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            scheduling.after(Duration.ZERO, "Meeting", () -> {
                together.countDown();
                await().until(() -> together.getCount() == 0);
            });
        }
        await().until(() -> together.getCount() == 0);
    }

    /** What a new process, or an update of the bundle, makes of the same store. */
    Bench restarted() {
        queue.close();
        return new Bench(store, clock, SETTINGS);
    }

    QueuedCall submit(CwmpRequest request) {
        return submit(request, 0);
    }

    QueuedCall submit(CwmpRequest request, int priority) {
        return queue.submit(CPE, request, priority, Duration.ofHours(1));
    }

    QueuedCall found(QueuedCall call) {
        return queue.find(call.id()).orElseThrow();
    }

    QueuedCall.State state(QueuedCall call) {
        return found(call).state();
    }

    void cwmpClient(boolean present) {
        if (present) {
            queue.setCwmpClient(client);
        } else {
            queue.unsetCwmpClient(client);
        }
    }

    void secrets(boolean present) {
        if (present) {
            queue.setSecrets(secrets);
        } else {
            queue.unsetSecrets(secrets);
        }
    }

    void loseTheKey() {
        queue.setSecrets(new ReversibleSecrets("another"));
    }

    /** Everything is sealed with another key, and the former one is lost. */
    int rotate() {
        int changed = new CallsResealing(store).reseal(new ReversibleSecrets("another"));
        loseTheKey();
        return changed;
    }

    Driven session() {
        return new Driven(queue);
    }

    @Override
    public void close() {
        queue.close();
    }

    /** A session, message by message, in the hands of a test. */
    static final class Driven {

        private final CwmpSession session = new CwmpSession(
                "session-" + SESSIONS.incrementAndGet(),
                CPE,
                "urn:dslforum-org:cwmp-1-2",
                InetAddress.getLoopbackAddress(),
                Instant.now());
        private DurableCallQueue queue;
        private Call open;

        private Driven(DurableCallQueue queue) {
            this.queue = queue;
            queue.informed(
                    session,
                    new Inform(
                            new DeviceIdStruct("Acme", CPE.oui(), CPE.productClass(), CPE.serialNumber()),
                            List.of(new EventStruct("2 PERIODIC", "")),
                            1,
                            Instant.now(),
                            0,
                            List.of()));
        }

        /** Goes on with the queue that has taken the place of the one before. */
        Driven with(Bench updated) {
            queue = updated.queue;
            return this;
        }

        boolean mayCall() {
            return queue.mayCall(session);
        }

        Optional<CwmpRequest> next() {
            boolean asked = mayCall();
            Optional<Call> call = queue.next(session);
            assertThat(asked || call.isEmpty())
                    .describedAs("whoever is not asked has nothing to call")
                    .isTrue();
            open = call.orElse(null);
            return call.map(Call::request);
        }

        void answer(CwmpResponse response) {
            queue.answered(session, open, new CwmpOutcome.Success(response));
        }

        void fault(int code) {
            queue.answered(session, open, new CwmpOutcome.Faulted(new CwmpFault(code, "says the CPE")));
        }

        void breakOff(Delivery delivery) {
            queue.unanswered(session, open, delivery);
        }
    }

    /** Moves on when it is told to. */
    static final class MovedClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        void forward(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class KnownDevices implements Devices {

        @Override
        public void noted(CpeId cpe, Map<String, String> values) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Device> find(CpeId cpe) {
            return Optional.of(new Device(
                            cpe,
                            "Acme",
                            "Device.",
                            "urn:dslforum-org:cwmp-1-2",
                            Optional.empty(),
                            Map.of(),
                            "127.0.0.1",
                            Instant.EPOCH))
                    .filter(device -> !cpe.serialNumber().equals("stranger"));
        }

        @Override
        public List<Device> list(Optional<CpeId> after, int limit) {
            return List.of();
        }

        @Override
        public List<Credentials> connectionRequestCredentials(CpeId cpe) {
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
        public Optional<String> reseal(String sealed, String context) {
            return Optional.of(seal(new ReversibleSecrets("key").open(sealed, context), context));
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
