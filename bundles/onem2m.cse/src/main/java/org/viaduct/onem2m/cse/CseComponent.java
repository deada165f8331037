package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.notification.Notifier;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.api.Cse;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** The CSE as a component: it is there from the start, whatever comes and goes beneath it. */
@Component(
        service = {Cse.class, Resources.class, ResourceChanges.class},
        immediate = true,
        configurationPid = CseComponent.PID)
@Designate(ocd = CseComponent.Config.class)
public final class CseComponent implements Cse, Resources, ResourceChanges {

    static final String PID = "org.viaduct.onem2m.cse";

    private static final Logger LOG = LoggerFactory.getLogger(CseComponent.class);
    private static final int THREADS = 16;

    /** The settings. */
    @ObjectClassDefinition(
            name = "Viaduct oneM2M CSE",
            description = "Identity and limits of the Common Services Entity.")
    public @interface Config {

        @AttributeDefinition(
                name = "CSE-ID",
                description =
                        "A slash and a name of letters, digits, '.', '_', '~' and '-'. Without the slash it is the"
                                + " resourceID of the CSEBase: a change begins an empty resource tree.")
        String cse_id() default "/id-in";

        @AttributeDefinition(
                name = "CSEBase name",
                description = "The resourceName of the CSEBase, the first part of structured addresses.")
        String cse_name() default "cse-in";

        @AttributeDefinition(
                name = "M2M-SP-ID",
                description = "Two slashes and a name: the service provider's domain, the first part of absolute"
                        + " addresses.")
        String sp_id() default "//sp";

        @AttributeDefinition(
                name = "Admin originator",
                description = "The originator (From) that may do everything. All others are refused.")
        String admin_originator() default "CAdmin";

        @AttributeDefinition(
                name = "Point of access",
                description = "URLs at which the CSE is reached, shown as poa; none if empty.",
                cardinality = 100)
        String[] point_of_access() default {};

        @AttributeDefinition(
                name = "Discovery limit",
                description =
                        "The most resources in one result. The originator goes on with the offset in the response.",
                min = "1",
                max = "100000")
        int discovery_limit() default 1000;

        @AttributeDefinition(
                name = "Default expiration",
                description =
                        "How long a resource lives whose originator does not say: an ISO 8601 duration such as P10Y"
                                + " or PT12H.")
        String expiration_default() default "P10Y";

        @AttributeDefinition(
                name = "Expiry sweep interval",
                description =
                        "Seconds between two looks for expired resources. Longer: they occupy the store longer, though"
                                + " they are not found any more.",
                min = "1",
                max = "86400")
        int expiration_sweep() default 10;

        @AttributeDefinition(
                name = "Service wait",
                description =
                        "Seconds that a request waits for a bundle that is being updated, before it is answered 5000.",
                min = "0",
                max = "60")
        int service_wait() default 5;

        @AttributeDefinition(
                name = "Response wait",
                description =
                        "Seconds that a request without Request Expiration Timestamp may take, before it is answered"
                                + " 4008. Longer than what handlers wait for, such as request.timeout of interworking: a"
                                + " shorter one cuts off what would still have been answered.",
                min = "1",
                max = "5400")
        int response_wait() default 3660;

        @AttributeDefinition(
                name = "Result retention",
                description = "Seconds that a <request> stays after a non-blocking request may have ended, when its"
                        + " originator set no Result Expiration Timestamp. Longer: more of them occupy the store.",
                min = "1",
                max = "31536000")
        int result_retention() default 3600;
    }

    private final Services services;
    private final CommonServicesEntity cse;
    private final ThreadPoolExecutor executor;
    private final ScheduledExecutorService clockwork;

    @Activate
    public CseComponent(Config config, BundleContext context) {
        this(settings(config), Clock.systemUTC(), context.getProperty(Constants.FRAMEWORK_UUID));
        loadAll(context.getBundle().adapt(BundleWiring.class));
    }

    /** What is in progress when the bundle is updated ends here all the same, when no class can be loaded any more. */
    private static void loadAll(BundleWiring wiring) {
        String folder = CseComponent.class.getPackageName().replace('.', '/');
        for (String file : wiring.listResources(folder, "*.class", BundleWiring.LISTRESOURCES_LOCAL)) {
            try {
                wiring.getClassLoader()
                        .loadClass(file.substring(0, file.length() - ".class".length())
                                .replace('/', '.'));
            } catch (ClassNotFoundException | LinkageError impossible) {
                LOG.debug("{} cannot be loaded", file, impossible);
            }
        }
    }

    CseComponent(Settings settings, Clock clock, String process) {
        services = new Services(settings.serviceWait());
        executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads(),
                (task, pool) -> task.run());
        executor.allowCoreThreadTimeOut(true);
        cse = new CommonServicesEntity(settings, services, clock, executor, process);
        clockwork = new ScheduledThreadPoolExecutor(1, threads());
        long interval = settings.sweepInterval().toMillis();
        clockwork.scheduleWithFixedDelay(cse.expiry(clock), interval, interval, TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(cse.nonBlocking(), interval, interval, TimeUnit.MILLISECONDS);
    }

    /** Requests in progress still finish; those that wait for their time do not. */
    @Deactivate
    public void stop() {
        cse.close();
        clockwork.shutdown();
        executor.shutdown();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStore(Store store) {
        services.putStore(store);
        executor.execute(this::agreeOnBase);
        executor.execute(cse.nonBlocking());
    }

    void unbindStore(Store store) {
        services.removeStore(store);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindType(ResourceType type, Map<String, Object> properties) {
        services.putType(type, properties);
    }

    void updatedType(ResourceType type, Map<String, Object> properties) {
        services.putType(type, properties);
    }

    void unbindType(Map<String, Object> properties) {
        services.removeType(properties);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHandler(ComponentServiceObjects<ResourceHandler> handler, Map<String, Object> properties) {
        services.putHandler(new OnDemand<>(handler), properties);
    }

    void updatedHandler(ComponentServiceObjects<ResourceHandler> handler, Map<String, Object> properties) {
        services.putHandler(new OnDemand<>(handler), properties);
    }

    void unbindHandler(Map<String, Object> properties) {
        services.removeHandler(properties);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindNotifier(ComponentServiceObjects<Notifier> notifier, Map<String, Object> properties) {
        OnDemand<Notifier> arrived = new OnDemand<>(notifier);
        services.putNotifier(arrived, properties);
        executor.execute(() -> arrived.get().ifPresent(Notifier::takeUp));
    }

    void unbindNotifier(Map<String, Object> properties) {
        services.removeNotifier(properties);
    }

    @Override
    public void apply(Change change) {
        cse.apply(change);
    }

    @Override
    public CompletionStage<ResponsePrimitive> handle(RequestPrimitive request) {
        return cse.handle(request);
    }

    @Override
    public ResourceId cseBase() {
        return cse.cseBase();
    }

    @Override
    public Optional<Resource> resolve(String address) {
        return cse.resolve(address);
    }

    @Override
    public String addressOf(Resource resource) {
        return cse.addressOf(resource);
    }

    @Override
    public Resource draft(Resource parent, Optional<String> name, String typeName, Map<String, ?> attributes) {
        return cse.draft(parent, name, typeName, attributes);
    }

    private void agreeOnBase() {
        try {
            cse.agreeOnBase();
        } catch (AbsentException | StoreUnavailableException | ConflictException later) {
            LOG.debug("The CSEBase will be looked after by the next request: {}", later.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.error("The CSEBase could not be stored", unexpected);
        }
    }

    private static Settings settings(Config config) {
        return new Settings(
                config.cse_id(),
                config.cse_name(),
                config.sp_id(),
                config.admin_originator(),
                urls(config.point_of_access()),
                within(config.discovery_limit(), 1, 100_000, "discovery.limit"),
                Lifetime.parse(config.expiration_default()),
                Duration.ofSeconds(within(config.expiration_sweep(), 1, 86_400, "expiration.sweep")),
                Duration.ofSeconds(within(config.service_wait(), 0, 60, "service.wait")),
                Duration.ofSeconds(within(config.response_wait(), 1, 5_400, "response.wait")),
                Duration.ofSeconds(within(config.result_retention(), 1, 31_536_000, "result.retention")));
    }

    /** A configuration file gives one text, with commas; Config Admin may give several. */
    private static List<String> urls(String[] configured) {
        return Arrays.stream(configured)
                .flatMap(each -> Arrays.stream(each.split(",")))
                .map(String::trim)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static int within(int value, int min, int max, String key) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " is not from " + min + " to " + max + ": " + value);
        }
        return value;
    }

    private static ThreadFactory threads() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "onem2m-cse-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
