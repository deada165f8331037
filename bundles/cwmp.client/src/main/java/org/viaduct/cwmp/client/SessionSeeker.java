package org.viaduct.cwmp.client;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.ConnectionRequester;
import org.viaduct.cwmp.api.ConnectionTarget;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;
import org.viaduct.cwmp.client.Turns.Line;
import org.viaduct.settings.Network;
import org.viaduct.store.StoreUnavailableException;

/**
 * Makes CPEs open sessions, by the connection requests that suit each, repeated while something waits. Which addresses they
 * may go to is decided here, for all kinds of them.
 */
@Component(service = CwmpClient.class, configurationPid = ClientConfiguration.PID)
public final class SessionSeeker implements CwmpClient {

    private static final Logger LOG = LoggerFactory.getLogger(SessionSeeker.class);

    /** How many timeouts a connection request may take, those of others before it included. */
    private static final int MAX_TURNS = 3;

    private final Sessions sessions;
    private final ConnectionRequestSettings settings;
    private final Throttle throttle;
    private final ExecutorService resolvers;
    private final Waker waker;
    private final ConcurrentMap<CpeId, CompletableFuture<WakeResult>> underWay = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable Devices devices;

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    volatile List<ConnectionRequester> requesters = List.of();

    @Activate
    public SessionSeeker(
            @Reference Sessions sessions,
            @Reference Participants participants,
            ClientConfiguration configuration,
            Map<String, Object> properties) {
        this(
                sessions,
                participants,
                ConnectionRequestSettings.of(configuration.connection_request_networks(), ClientNumbers.of(properties)),
                WakingSettings.of(ClientNumbers.of(properties)));
    }

    SessionSeeker(
            Sessions sessions,
            Waker.Waiting waiting,
            ConnectionRequestSettings settings,
            WakingSettings wakingSettings) {
        this.sessions = sessions;
        this.settings = settings;
        throttle = new Throttle(settings.parallel(), settings.waiting());
        resolvers = resolvers(settings.parallel());
        waker = new Waker(waiting, this::wake, wakingSettings, Waker.Pauses.DEFAULT);
        sessions.tell(waker);
    }

    private static ExecutorService resolvers(int threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), run -> {
                    Thread thread = new Thread(run, "cwmp-connection-request");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Deactivate
    void close() {
        sessions.tell(Acting.NOBODY);
        waker.close();
        throttle.close();
        underWay.values().forEach(result -> result.complete(new WakeResult(Outcome.BUSY, "the CWMP client stops")));
        resolvers.shutdownNow();
    }

    @Override
    public void seek(CpeId cpe, boolean bulk) {
        waker.seek(cpe, bulk ? Line.BULK : Line.SINGLE);
    }

    @Override
    public CompletionStage<WakeResult> wake(CpeId cpe) {
        return wake(cpe, Line.SINGLE);
    }

    private CompletionStage<WakeResult> wake(CpeId cpe, Line line) {
        if (sessions.isActive(cpe)) {
            return CompletableFuture.completedFuture(new WakeResult(Outcome.IN_SESSION, "the CPE is in a session"));
        }
        CompletableFuture<WakeResult> mine = new CompletableFuture<>();
        CompletableFuture<WakeResult> others = underWay.putIfAbsent(cpe, mine);
        if (others != null) {
            return others.copy();
        }
        CompletableFuture<WakeResult> work = new CompletableFuture<>();
        work.completeOnTimeout(
                        new WakeResult(Outcome.BUSY, "the connection request waited for its turn too long"),
                        settings.timeout().multipliedBy(MAX_TURNS).toMillis(),
                        TimeUnit.MILLISECONDS)
                .thenAccept(result -> {
                    LOG.debug("Connection request to CPE {}: {}, {}", cpe, result.outcome(), result.detail());
                    underWay.remove(cpe, mine);
                    mine.complete(result);
                });
        throttle.run(line, () -> request(cpe, work))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        new WakeResult(Outcome.BUSY, "too many connection requests wait (connection.request.waiting)")))
                .exceptionally(failure -> failed(cpe, failure))
                .thenAccept(work::complete);
        return mine.copy();
    }

    private CompletionStage<WakeResult> request(CpeId cpe, CompletableFuture<WakeResult> work) {
        return CompletableFuture.supplyAsync(() -> work.isDone() ? work : prepared(cpe), resolvers)
                .thenCompose(sent -> sent);
    }

    private CompletionStage<WakeResult> prepared(CpeId cpe) {
        Devices known = devices;
        if (known == null) {
            return result(Outcome.BUSY, "the device records are not available at present");
        }
        Device device = known.find(cpe).orElse(null);
        if (device == null) {
            return result(Outcome.FAILED, "the CPE " + cpe + " is not known");
        }
        List<Credentials> credentials = known.connectionRequestCredentials(cpe);
        ConnectionTarget target =
                new ConnectionTarget(device, credentials, address -> allowed(device, address), settings.timeout());
        return new Requesters(requesters, target).request();
    }

    /** Where the CPE's Inform came from, and what is configured: a CPE cannot have others knocked at. */
    private boolean allowed(Device device, InetAddress address) {
        return Network.parse(device.informSource()).contains(address)
                || settings.networks().stream().anyMatch(network -> network.contains(address));
    }

    private static CompletionStage<WakeResult> result(Outcome outcome, String sentence) {
        return CompletableFuture.completedFuture(new WakeResult(outcome, sentence));
    }

    /** What is missing on our side comes back: trying again is worth while. */
    private static WakeResult failed(CpeId cpe, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.warn("The connection request to CPE {} could not be made: {}", cpe, cause.toString());
        return new WakeResult(
                cause instanceof StoreUnavailableException ? Outcome.BUSY : Outcome.FAILED,
                "the connection request could not be made: " + cause.getMessage());
    }
}
