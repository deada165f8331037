package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.viaduct.cwmp.api.ConnectionRequester;
import org.viaduct.cwmp.api.ConnectionTarget;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;
import org.viaduct.http.client.BareHttpClient;

/** Asks CPEs to connect by HTTP (TR-069 3.2.2), the way that every CPE has. */
@Component(
        service = ConnectionRequester.class,
        configurationPid = ClientConfiguration.PID,
        property = {ConnectionRequester.METHOD + "=http", "service.ranking:Integer=100"})
public final class HttpConnectionRequester implements ConnectionRequester {

    /** As long as a connection request may take at most. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(120);

    private final BareHttpClient http;

    @Activate
    public HttpConnectionRequester(Map<String, Object> properties) {
        this(Duration.ofSeconds(ClientNumbers.of(properties).number("connection.request.connect.timeout", 1, 60)));
    }

    HttpConnectionRequester(Duration connectTimeout) {
        http = new BareHttpClient("cwmp-connection-request", connectTimeout, LONGEST_SILENCE);
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
        http.close();
    }
}
