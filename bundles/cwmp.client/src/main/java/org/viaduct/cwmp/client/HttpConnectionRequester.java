package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.HttpCookieStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.api.ConnectionRequester;
import org.viaduct.cwmp.api.ConnectionTarget;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;

/** Asks CPEs to connect by HTTP (TR-069 3.2.2), the way that every CPE has. */
@Component(
        service = ConnectionRequester.class,
        configurationPid = ClientConfiguration.PID,
        property = {ConnectionRequester.METHOD + "=http", "service.ranking:Integer=100"})
public final class HttpConnectionRequester implements ConnectionRequester {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnectionRequester.class);
    private static final int MAX_THREADS = 16;

    /** As long as a connection request may take at most. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(120);

    private final HttpClient http;

    @Activate
    public HttpConnectionRequester(Map<String, Object> properties) {
        this(Duration.ofSeconds(ClientNumbers.of(properties).number("connection.request.connect.timeout", 1, 60)));
    }

    HttpConnectionRequester(Duration connectTimeout) {
        http = started(connectTimeout);
    }

    private static HttpClient started(Duration connectTimeout) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("cwmp-connection-request-http");
        threads.setDaemon(true);
        HttpClient client = new HttpClient();
        client.setExecutor(threads);
        client.setConnectTimeout(connectTimeout.toMillis());
        client.setIdleTimeout(LONGEST_SILENCE.toMillis());
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

    @Override
    public Suitability suits(Device device) {
        return Suitability.POSSIBLE;
    }

    @Override
    public CompletionStage<WakeResult> request(ConnectionTarget target) {
        try {
            return new ConnectionRequest(
                            http, Target.of(target.device(), target.allowed()), target.credentials(), target.timeout())
                    .send();
        } catch (Target.RefusedException refused) {
            return CompletableFuture.completedFuture(new WakeResult(Outcome.FAILED, refused.getMessage()));
        }
    }

    @Deactivate
    void close() {
        try {
            http.stop();
        } catch (Exception alreadyGoing) {
            // Jetty fails when a destination that became idle is removed at the same moment.
            LOG.debug("The HTTP client for connection requests did not stop in order", alreadyGoing);
        }
    }
}
