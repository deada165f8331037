package org.viaduct.onem2m.http;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.access.Caller;
import org.viaduct.onem2m.access.Callers;
import org.viaduct.onem2m.access.FailedAttempts;
import org.viaduct.onem2m.api.Cse;
import org.viaduct.onem2m.api.HandlerStoppedException;

/** The receiver's side of the oneM2M HTTP binding (TS-0009), on the listener named {@code onem2m}. */
@Component(
        service = Servlet.class,
        property = {"viaduct.listener=onem2m", "viaduct.authenticates:Boolean=true", "asyncSupported:Boolean=true"},
        configurationPid = "org.viaduct.onem2m.http")
@Designate(ocd = HttpBinding.Configuration.class)
public final class HttpBinding extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String UPDATING = "The CSE is being started or updated: try again.";
    private static final String WAITED = HttpBinding.class.getName() + ".waited";

    private static final Logger LOG = LoggerFactory.getLogger(HttpBinding.class);

    @ObjectClassDefinition(name = "Viaduct oneM2M HTTP binding", description = "Limits of oneM2M requests over HTTP.")
    @interface Configuration {

        @AttributeDefinition(
                description = "Milliseconds that requests wait while the CSE is started or updated; 503 after that.",
                min = "0",
                max = "60000")
        int pause() default 5000;

        @AttributeDefinition(
                description =
                        "Milliseconds after a request's expiration (after its arrival, when it has none) until the"
                                + " caller is answered 4008 whatever the CSE does. Longer than anything that the CSE waits"
                                + " for: a shorter one cuts off what would still have been answered.",
                min = "1000",
                max = "86400000")
        int response_timeout() default 7200000;

        @AttributeDefinition(
                description = "Objects and lists within each other in a JSON body; more is answered 4000.",
                min = "2",
                max = "500")
        int json_depth() default 32;

        @AttributeDefinition(
                description = "Members and elements of a JSON body in all; more is answered 4000.",
                min = "1",
                max = "1000000")
        int json_values() default 50000;

        @AttributeDefinition(
                description = "Characters of one string or name in a JSON body; more is answered 4000.",
                min = "1",
                max = "100000000")
        int json_string() default 262144;

        @AttributeDefinition(
                description = "Whether callers on this machine may send requests for any originator without credentials"
                        + " over plain HTTP. Over TLS everybody needs credentials.")
        boolean loopback_anonymous() default true;
    }

    private final transient Awaited<Cse> cse = new Awaited<>();
    private final transient Awaited<Callers> callers = new Awaited<>();
    private final transient Authentication authentication;
    private final transient FailedAttempts failures;
    private final transient RequestReader reader;
    private final transient ResponseWriter writer;
    private final transient InstantSource clock;
    private final transient Duration pause;
    private final transient Duration responseTimeout;

    @Activate
    public HttpBinding(Configuration configuration) {
        this(
                new JsonLimits(configuration.json_depth(), configuration.json_values(), configuration.json_string()),
                Duration.ofMillis(configuration.pause()),
                Duration.ofMillis(configuration.response_timeout()),
                configuration.loopback_anonymous(),
                Clock.systemUTC());
    }

    HttpBinding(
            JsonLimits limits,
            Duration pause,
            Duration responseTimeout,
            boolean loopbackAnonymous,
            InstantSource clock) {
        this.authentication = new Authentication(loopbackAnonymous);
        this.failures = new FailedAttempts("oneM2M requests", clock);
        this.reader = new RequestReader(limits, clock);
        this.writer = new ResponseWriter(clock);
        this.clock = clock;
        this.pause = pause;
        this.responseTimeout = responseTimeout;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCse(Cse service) {
        cse.bind(service);
    }

    void unbindCse(Cse service) {
        cse.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCallers(Callers service) {
        callers.bind(service);
    }

    void unbindCallers(Callers service) {
        callers.unbind(service);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (authentication.needed(request) && callers.present().isEmpty()) {
            waitForCallers(request, response);
            return;
        }
        RequestPrimitive primitive;
        try {
            Optional<Caller> caller = authentication.needed(request)
                    ? Optional.of(authentication.caller(request, callers.present()))
                    : Optional.empty();
            MediaType.negotiate(Collections.list(request.getHeaders("Accept")));
            primitive = reader.read(request);
            if (caller.isPresent()) {
                Authentication.check(caller.get(), primitive.from());
            }
        } catch (NotAuthenticatedException e) {
            refuse(request, response, e);
            return;
        } catch (OneM2mException e) {
            LOG.debug("Refused {} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
            writer.write(
                    request,
                    response,
                    ResponsePrimitive.failure(ResponseWriter.requestId(request), e.status(), e.getMessage()));
            return;
        }
        Optional<Cse> present = cse.present();
        if (present.isEmpty()) {
            handleWhenPresent(primitive, new PendingResponse(request, response, writer, longest(primitive)));
            return;
        }
        CompletableFuture<ResponsePrimitive> outcome = handle(present.get(), primitive);
        if (outcome.isDone()) {
            writer.write(request, response, outcome.join());
        } else {
            PendingResponse pending = new PendingResponse(request, response, writer, longest(primitive));
            outcome.thenAccept(done -> pending.answer((asked, answering) -> writer.write(asked, answering, done)));
        }
    }

    /** Comes back to {@link #service} when somebody can tell who the caller is, or nobody came in time. */
    private void waitForCallers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(WAITED) != null) {
            writer.writeUnavailable(
                    request, response, "The check of credentials is being started or updated: try again.");
            return;
        }
        request.setAttribute(WAITED, true);
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        callers.next(pause).thenRun(context::dispatch);
    }

    /** Answers later the more often this address failed, or at once when too many of its failures wait already. */
    private void refuse(HttpServletRequest request, HttpServletResponse response, NotAuthenticatedException refusal)
            throws IOException {
        Optional<FailedAttempts.Delay> delay = failures.note(request.getRemoteAddr(), refusal.reason());
        if (delay.isEmpty()) {
            writer.writeTooMany(request, response);
            return;
        }
        PendingResponse pending = new PendingResponse(
                request,
                response,
                writer,
                delay.get().duration().plus(pause).plusSeconds(1).toMillis());
        pending.onEnd(delay.get()::end);
        CompletableFuture.delayedExecutor(delay.get().duration().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> pending.answer((asked, answering) -> writer.writeRefusal(asked, answering, refusal)));
    }

    private void handleWhenPresent(RequestPrimitive primitive, PendingResponse pending) {
        cse.next(pause)
                .thenAcceptAsync(
                        next -> next.ifPresentOrElse(
                                found -> handle(found, primitive)
                                        .thenAccept(done -> pending.answer(
                                                (asked, answering) -> writer.write(asked, answering, done))),
                                () -> pending.answer(
                                        (asked, answering) -> writer.writeUnavailable(asked, answering, UPDATING))),
                        pending::execute);
    }

    /** Completes with a response whatever the CSE does. What one leaves to the next is given to that. */
    private CompletableFuture<ResponsePrimitive> handle(Cse present, RequestPrimitive primitive) {
        CompletableFuture<ResponsePrimitive> outcome;
        try {
            outcome = present.handle(primitive).toCompletableFuture();
        } catch (RuntimeException e) {
            outcome = CompletableFuture.failedFuture(e);
        }
        return outcome.exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            return cause instanceof HandlerStoppedException
                    ? cse.next(pause).thenComposeAsync(next -> next.map(found -> handle(found, primitive))
                            .orElseGet(() -> CompletableFuture.completedFuture(ResponsePrimitive.failure(
                                    primitive.requestId(), ResponseStatusCode.INTERNAL_SERVER_ERROR, UPDATING))))
                    : CompletableFuture.completedFuture(failed(primitive, cause));
        });
    }

    private static ResponsePrimitive failed(RequestPrimitive primitive, @Nullable Throwable failure) {
        LOG.error("The CSE failed at {} {}", primitive.operation(), primitive.to(), failure);
        return ResponsePrimitive.failure(
                primitive.requestId(),
                ResponseStatusCode.INTERNAL_SERVER_ERROR,
                "The server failed; its log says why.");
    }

    private long longest(RequestPrimitive primitive) {
        Instant now = clock.instant();
        Instant expiration = primitive.requestExpiration().filter(now::isBefore).orElse(now);
        return Duration.between(now, expiration).plus(responseTimeout).toMillis();
    }
}
