package org.viaduct.cwmp.queue;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.QueueFullException;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.QueuedCall.State;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.codec.Arguments;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.spi.present.VendorRpcs;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** The queue, put together of its parts. */
final class Calls implements CallQueue, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final Duration LONGEST_PATIENCE = Duration.ofDays(366);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final int LARGEST_REQUEST = 1 << 20;
    private static final int BATCH = 100;

    private final Collaborators collaborators;
    private final Clock clock;
    private final Scheduling scheduling;
    private final CallIndex index;
    private final Ledger ledger;
    private final SealedMessages messages;
    private final Watchers watchers = new Watchers();
    private final Views views;
    private final Lifecycle lifecycle;
    private final Seeking seeking;
    private final Sending sending;

    /** The services that the queue works with. */
    record Collaborators(
            Presence<Store> store,
            Presence<Secrets> secrets,
            Presence<Devices> devices,
            Presence<CwmpClient> client,
            VendorRpcs vendorRpcs) {

        Collaborators(Duration patience) {
            this(
                    presence("store", patience),
                    presence("keeper of secrets", patience),
                    presence("record of devices", patience),
                    presence("CWMP client", patience),
                    new VendorRpcs());
        }

        private static <T> Presence<T> presence(String name, Duration patience) {
            return new Presence<>(
                    name,
                    patience,
                    absent -> new StoreUnavailableException(
                            "The " + absent + " is not running at present: try again later."));
        }
    }

    /** @param scheduling ends with the queue */
    Calls(Collaborators collaborators, QueueSettings settings, Scheduling scheduling, Clock clock) {
        this.collaborators = collaborators;
        this.clock = clock;
        this.scheduling = scheduling;
        index = new CallIndex(settings);
        ledger = new Ledger(collaborators.store(), index);
        messages = new SealedMessages(collaborators.secrets(), collaborators.vendorRpcs());
        Remarks remarks = new Remarks();
        views = new Views(ledger, messages, remarks);
        lifecycle = new Lifecycle(ledger, index, remarks, watchers, views, messages, settings.answerBytes(), clock);
        seeking = new Seeking(collaborators.client(), index);
        sending = new Sending(ledger, index, lifecycle, views, messages, watchers, remarks, seeking, scheduling);
        sweepLater();
    }

    SessionParticipant participant() {
        return sending;
    }

    /** A store has come, perhaps another one than before. What is submitted while it is read stays in the index. */
    void storeArrived() {
        index.clear();
        scheduling.untilDone("Reading the calls that wait", () -> {
            int count = ledger.readAll();
            sending.recover();
            seeking.all();
            LOG.debug("{} calls are kept", count);
        });
    }

    /** Without it nothing was sent, or nobody was asked to connect. */
    void collaboratorArrived() {
        scheduling.after(Duration.ZERO, "Seeking the CPEs that calls wait for", seeking::all);
    }

    @Override
    public QueuedCall submit(CpeId cpe, CwmpRequest request, int priority, Duration patience) {
        byte[] xml = checked(request);
        if (patience.isNegative() || patience.isZero() || patience.compareTo(LONGEST_PATIENCE) > 0) {
            throw new IllegalArgumentException("A call may wait from a moment to 366 days, not " + patience + ".");
        }
        if (collaborators.devices().get().find(cpe).isEmpty()) {
            throw new IllegalArgumentException("The CPE " + cpe + " is not known: it has not sent an Inform yet.");
        }
        index.admit(cpe).ifPresent(why -> {
            throw new QueueFullException(why);
        });
        try {
            return store(cpe, request, xml, priority, patience);
        } finally {
            index.dismiss(cpe);
        }
    }

    private byte[] checked(CwmpRequest request) {
        Optional<String> violation =
                request instanceof UnknownRequest ? Optional.empty() : Arguments.violation(request);
        violation.ifPresent(sentence -> {
            throw new IllegalArgumentException(sentence + ".");
        });
        byte[] xml = messages.xml(request);
        if (xml.length > LARGEST_REQUEST) {
            throw new IllegalArgumentException(request.name() + " has " + xml.length + " bytes as XML, at most "
                    + LARGEST_REQUEST + " are allowed.");
        }
        return xml;
    }

    private QueuedCall store(CpeId cpe, CwmpRequest request, byte[] xml, int priority, Duration patience) {
        String id = UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        CallRecord call = new CallRecord(
                id,
                cpe,
                request.name(),
                priority,
                now,
                now.plus(patience).truncatedTo(ChronoUnit.MILLIS),
                State.WAITING,
                now,
                "",
                messages.seal(xml, Views.requestOf(id)));
        try {
            ledger.create(call);
        } catch (StoreUnavailableException unknown) {
            scheduling.untilDone("Finding out whether the call " + id + " was stored", () -> {
                lifecycle.due(id);
                seeking.one(cpe);
            });
            throw unknown;
        }
        LOG.info("{} waits for {} as {}", request.name(), cpe, id);
        seeking.one(cpe);
        return views.of(call);
    }

    @Override
    public Optional<QueuedCall> find(String id) {
        return ledger.find(id).map(views::of);
    }

    @Override
    public List<QueuedCall> list(CpeId cpe) {
        return index.all(cpe).stream()
                .flatMap(id -> ledger.find(id).stream())
                .map(views::of)
                .toList();
    }

    @Override
    public Optional<QueuedCall> cancel(String id) {
        return id.isEmpty() ? Optional.empty() : lifecycle.cancel(id).map(views::of);
    }

    /** Fails with an {@link IllegalArgumentException} where there is no such call. */
    @Override
    public CompletionStage<QueuedCall> ended(String id) {
        CompletableFuture<QueuedCall> watch = watchers.watch(id);
        try {
            ledger.find(id)
                    .ifPresentOrElse(
                            call -> watch(call, watch),
                            () -> watch.completeExceptionally(new IllegalArgumentException(
                                    "There is no call " + id + ", or it is not kept any more.")));
        } catch (RuntimeException failure) {
            watch.completeExceptionally(failure);
        }
        return watch;
    }

    private void watch(CallRecord call, CompletableFuture<QueuedCall> watch) {
        if (call.state().ended()) {
            watch.complete(views.of(call));
        } else {
            seeking.one(call.cpe());
        }
    }

    private void sweepLater() {
        scheduling.after(SWEEP, "Ending calls whose deadline has passed", () -> {
            try {
                sweep();
            } catch (StoreUnavailableException away) {
                LOG.debug("Deadlines are looked at again later", away);
            } finally {
                sweepLater();
            }
        });
    }

    private void sweep() {
        if (collaborators.store().now().isEmpty()
                || collaborators.secrets().now().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        index.due(now, BATCH).forEach(lifecycle::due);
        index.expendable(now, BATCH).forEach(ledger::remove);
    }

    @Override
    public void close() {
        scheduling.close();
        watchers.close(new StoreUnavailableException(
                "The queue of RPCs is being stopped or updated: look at the call, then try again."));
    }
}
