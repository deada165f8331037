package org.viaduct.onem2m.notification;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.client.util.BytesContentProvider;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.viaduct.http.client.BareHttpClient;
import org.viaduct.notification.NotifierStoppedException;

/**
 * Sends over the HTTP binding (TS-0009): a POST without resource type. No redirect is followed; what the target sends beside
 * status and Response Status Code is bounded and discarded.
 */
final class HttpSender implements Sender, AutoCloseable {

    private static final int MAX_RESPONSE = 64 * 1_024;
    private static final String RELEASE = "3";

    private final Settings settings;
    private final Executor resolvers;
    private final BareHttpClient http;
    private volatile boolean stopped;

    /** @param resolvers threads that may block while a host name is resolved */
    HttpSender(Settings settings, Executor resolvers) {
        this.settings = settings;
        this.resolvers = resolvers;
        this.http = new BareHttpClient("onem2m-notification", settings.connectTimeout(), settings.timeout());
    }

    @Override
    public void close() {
        stopped = true;
        http.close();
    }

    @Override
    public CompletionStage<Optional<String>> send(String target, String from, String requestId, byte[] content) {
        try {
            return CompletableFuture.supplyAsync(() -> post(target, from, requestId, content), resolvers)
                    .thenCompose(sent -> sent)
                    .exceptionally(failure -> Optional.of("could not be notified: " + reason(failure)))
                    .thenApply(this::unlessStopped);
        } catch (RejectedExecutionException stopping) {
            return CompletableFuture.failedStage(new NotifierStoppedException());
        }
    }

    private Optional<String> unlessStopped(Optional<String> refusal) {
        if (stopped && refusal.isPresent()) {
            throw new NotifierStoppedException();
        }
        return refusal;
    }

    private CompletionStage<Optional<String>> post(String url, String from, String requestId, byte[] content) {
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        try {
            Target target = Target.of(url, settings.allowed());
            Request request = http.request(target.uri())
                    .method(HttpMethod.POST)
                    .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .header(HttpHeader.HOST, target.host())
                    .header(HttpHeader.ACCEPT, "application/json")
                    .header("X-M2M-Origin", from)
                    .header("X-M2M-RI", requestId)
                    .header("X-M2M-RVI", RELEASE)
                    .content(new BytesContentProvider("application/json", content));
            Bound bound = new Bound();
            request.onResponseHeader((response, field) -> {
                bound.count(
                        response,
                        String.valueOf(field.getValue()).length()
                                + field.getName().length());
                return true;
            });
            request.onResponseContent((response, part) -> bound.count(response, part.remaining()));
            request.send(ended -> result.complete(refusal(ended)));
        } catch (Target.RefusedException refused) {
            result.complete(Optional.of(refused.getMessage()));
        }
        return result;
    }

    /** Breaks off a response that grows too large. */
    private static final class Bound {
        private long size;

        void count(Response response, int length) {
            size += length;
            if (size > MAX_RESPONSE) {
                response.abort(new IllegalStateException("its answer has more than " + MAX_RESPONSE + " bytes"));
            }
        }
    }

    private Optional<String> refusal(Result ended) {
        if (ended.isFailed()) {
            return Optional.of(
                    ended.getFailure() instanceof TimeoutException
                            ? "does not answer within " + settings.timeout().toSeconds() + " s"
                            : "cannot be reached: " + reason(ended.getFailure()));
        }
        String code = ended.getResponse().getHeaders().get("X-M2M-RSC");
        if (code != null) {
            return code.matches("2\\d{3}")
                    ? Optional.empty()
                    : Optional.of("answers with Response Status Code " + printable(code));
        }
        int status = ended.getResponse().getStatus();
        return status >= 200 && status < 300 ? Optional.empty() : Optional.of("answers with HTTP status " + status);
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return printable(
                Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName()));
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 200)).replaceAll("\\p{Cntrl}", " ");
    }
}
