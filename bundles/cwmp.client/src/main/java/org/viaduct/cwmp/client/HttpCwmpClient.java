package org.viaduct.cwmp.client;

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
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.HttpCookieStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
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
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;
import org.viaduct.cwmp.client.Turns.Line;
import org.viaduct.store.StoreUnavailableException;

/** Makes CPEs open sessions, by HTTP connection requests (TR-069 3.2.2) that are repeated while something waits. */
@Component(service = CwmpClient.class, configurationPid = ClientConfiguration.PID)
public final class HttpCwmpClient implements CwmpClient {

    private static final Logger LOG = LoggerFactory.getLogger(HttpCwmpClient.class);
    private static final int MAX_HTTP_THREADS = 16;

    /** How many timeouts a connection request may take, those of others before it included. */
    private static final int MAX_TURNS = 3;

    private final Sessions sessions;
    private final ConnectionRequestSettings settings;
    private final Throttle throttle;
    private final HttpClient http;
    private final ExecutorService resolvers;
    private final Waker waker;
    private final ConcurrentMap<CpeId, CompletableFuture<WakeResult>> underWay = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable Devices devices;

    @Activate
    public HttpCwmpClient(
            @Reference Sessions sessions,
            @Reference Participants participants,
            ClientConfiguration configuration,
            Map<String, Object> properties) {
        this(
                sessions,
                participants,
                ConnectionRequestSettings.of(
                        configuration.connection_request_networks(), new NumberSettings(properties)),
                WakingSettings.of(new NumberSettings(properties)));
    }

    HttpCwmpClient(
            Sessions sessions,
            Waker.Waiting waiting,
            ConnectionRequestSettings settings,
            WakingSettings wakingSettings) {
        this.sessions = sessions;
        this.settings = settings;
        throttle = new Throttle(settings.parallel(), settings.waiting());
        resolvers = resolvers(settings.parallel());
        http = started(settings);
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

    private static HttpClient started(ConnectionRequestSettings settings) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_HTTP_THREADS, 1);
        threads.setName("cwmp-connection-request-http");
        threads.setDaemon(true);
        HttpClient client = new HttpClient();
        client.setExecutor(threads);
        client.setConnectTimeout(settings.connectTimeout().toMillis());
        client.setIdleTimeout(settings.timeout().toMillis());
        client.setFollowRedirects(false);
        client.setCookieStore(new HttpCookieStore.Empty());
        client.setRemoveIdleDestinations(true);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Viaduct"));
        client.setName("cwmp-connection-request");
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        thread.setContextClassLoader(HttpClient.class.getClassLoader());
        try {
            client.start();
        } catch (Exception failed) {
            throw new IllegalStateException("the HTTP client for connection requests does not start", failed);
        } finally {
            thread.setContextClassLoader(usual);
        }
        // Redirects and challenges are answered here, not by Jetty, which cannot read those of many CPEs.
        client.getProtocolHandlers().clear();
        client.getContentDecoderFactories().clear();
        return client;
    }

    @Deactivate
    void close() {
        sessions.tell(Acting.NOBODY);
        waker.close();
        throttle.close();
        underWay.values().forEach(result -> result.complete(new WakeResult(Outcome.BUSY, "the CWMP client stops")));
        resolvers.shutdownNow();
        try {
            http.stop();
        } catch (Exception alreadyGoing) {
            // Jetty fails when a destination that became idle is removed at the same moment.
            LOG.debug("The HTTP client for connection requests did not stop in order", alreadyGoing);
        }
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
        try {
            Target target = Target.of(device, settings.networks());
            return new ConnectionRequest(http, target, credentials, settings.timeout()).send();
        } catch (Target.RefusedException refused) {
            return result(Outcome.FAILED, refused.getMessage());
        }
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
