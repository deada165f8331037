package org.viaduct.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.codec.CwmpWriter;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.itests.Onem2m.Answer;

/**
 * How long an originator and a CPE are kept waiting: an UPDATE of a mgmtCmd, and a CWMP session, are repeated all the time. A
 * pause is the time from the first attempt until it is done, failures and repetitions included.
 */
final class Pauses implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final int OK = 200;

    /** While this is updated nobody waits for it: connections are refused, and requests on open ones answered 503. */
    static final String LISTENER = "http.listener";

    private static final int SERVICE_UNAVAILABLE = 503;

    /** The longest while something was done to a bundle, and how many attempts failed. */
    private static final class Longest {
        private long request;
        private long session;
        private int requestsFailed;
        private int sessionsFailed;
    }

    private final Map<String, Longest> longest = new LinkedHashMap<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService probes = Executors.newScheduledThreadPool(2);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final Onem2m onem2m;
    private final String command;
    private final URI acs;
    private final byte[] inform;
    private String during = "nothing";
    private long requestSince;
    private long sessionSince;

    /** @param command the address of the mgmtCmd that is updated */
    Pauses(Onem2m onem2m, String command, URI acs, String serialNumber) {
        this.onem2m = onem2m;
        this.command = command;
        this.acs = acs;
        inform = new CwmpWriter()
                .write(Envelope.of(
                        CwmpVersion.V1_4.namespace(),
                        "1",
                        new Inform(
                                new DeviceIdStruct("Viaduct", "00D09E", "Probe", serialNumber),
                                List.of(new EventStruct("2 PERIODIC", "")),
                                1,
                                Instant.now(),
                                0,
                                List.of())));
        longest.put(during, new Longest());
        probes.scheduleWithFixedDelay(this::request, 0, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        probes.scheduleWithFixedDelay(this::session, 0, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is done from now on. */
    synchronized void during(String what) {
        during = what;
        longest.putIfAbsent(what, new Longest());
    }

    synchronized String during() {
        return during;
    }

    /** Requests that were refused, which never should be. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    synchronized List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("%-22s %10s %8s %12s %8s".formatted("updated", "request ms", "failed", "session ms", "failed"));
        longest.forEach((what, worst) -> lines.add("%-22s %10d %8d %12d %8d"
                .formatted(what, worst.request, worst.requestsFailed, worst.session, worst.sessionsFailed)));
        return lines;
    }

    private void request() {
        if (requestSince == 0) {
            requestSince = System.nanoTime();
        }
        boolean done = false;
        try {
            Answer answer = onem2m.update(command, "{\"m2m:mgc\":{\"lbl\":[\"" + requestSince + "\"]}}");
            done = answer.rsc() == 2004;
            if (!done && !(during().equals(LISTENER) && answer.status() == SERVICE_UNAVAILABLE)) {
                refusals.add(during() + ": " + answer);
            }
        } catch (UncheckedIOException noConnection) {
            // Tried again.
        }
        synchronized (this) {
            Longest worst = longest.get(during);
            worst.request = Math.max(worst.request, since(requestSince));
            worst.requestsFailed += done ? 0 : 1;
        }
        requestSince = done ? 0 : requestSince;
    }

    private void session() {
        if (sessionSince == 0) {
            sessionSince = System.nanoTime();
        }
        boolean done = false;
        try {
            done = post(inform) == OK && post(new byte[0]) / 100 == 2;
        } catch (IOException noConnection) {
            // Tried again.
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            Longest worst = longest.get(during);
            worst.session = Math.max(worst.session, since(sessionSince));
            worst.sessionsFailed += done ? 0 : 1;
        }
        sessionSince = done ? 0 : sessionSince;
    }

    private int post(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(acs)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static long since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
    }

    @Override
    public void close() {
        probes.shutdownNow();
    }
}
