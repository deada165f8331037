package org.viaduct.interworking.objects;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.spi.ManagedObject;
import org.viaduct.cwmp.spi.ObjectAttribute;
import org.viaduct.cwmp.spi.ParameterType;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.NodeId;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.ResponseType;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.Change;
import org.viaduct.store.memory.VolatileStore;

/** The bundle with a store in the heap, a queue in the hands of the test, and services that it can publish. */
final class Bench implements AutoCloseable {

    static final CpeId CPE = new CpeId("00D09E", "SecureCPE", "1");
    static final String SCHEMA = "urn:acme:schema:1";
    static final String DOOR = "Device.X_00D09E_Cabinet.DoorState";
    static final ManagedObject CABINET = object("acme:cab", SCHEMA);
    private static final ResourceId BASE = new ResourceId("id-in");

    final VolatileStore store;
    final QueueInTest queue = new QueueInTest();
    final Map<String, ResourceType> types = new ConcurrentHashMap<>();
    final Map<String, ResourceHandler> handlers = new ConcurrentHashMap<>();
    final ObjectInterworking interworking;
    private final Map<String, Object> properties = new HashMap<>();

    Bench() {
        this(new VolatileStore());
        store.apply(Change.builder()
                .create(new Resource(BASE, Optional.empty(), "cse-in", 5, Map.of(), 0))
                .build());
        node(CPE);
    }

    /** What a new start makes of a store. */
    Bench(VolatileStore store) {
        this.store = store;
        interworking = new ObjectInterworking(context(), store, store::apply, new Tree(), pattern(), Clock.systemUTC());
        interworking.setCallQueue(queue);
        properties.put(VendorDevices.OUIS, new String[] {CPE.oui()});
        properties.put("service.id", 1L);
        properties.put("service.bundleid", 7L);
    }

    static ManagedObject object(String root, String schema) {
        return new ManagedObject(
                root,
                "cabinet",
                schema,
                "urn:acme:model:1",
                "Device.X_00D09E_Cabinet.",
                List.of(
                        ObjectAttribute.readOnly("doorState", "dost", ParameterType.STRING, "DoorState"),
                        ObjectAttribute.readOnly("temperature", "temp", ParameterType.INT, "Temperature"),
                        ObjectAttribute.writable("ledColour", "ledc", ParameterType.STRING, "LEDColour"),
                        ObjectAttribute.writable("pin", "pin", ParameterType.STRING, "UserPIN"),
                        ObjectAttribute.trigger("restart", "rest", new Reboot("restart")),
                        ObjectAttribute.trigger("again", "agai", new Reboot("again"))));
    }

    void vendorComes() {
        vendorComes(CABINET);
    }

    void vendorComes(ManagedObject object) {
        interworking.addVendorObject(() -> object, properties);
    }

    void vendorGoes() {
        interworking.removeVendorObject(() -> CABINET, properties);
    }

    /** Another service of another bundle. */
    Map<String, Object> properties(long id, int ranking) {
        Map<String, Object> others = new HashMap<>(properties);
        others.put("service.id", id);
        others.put("service.ranking", ranking);
        return others;
    }

    void informs(CpeId cpe, ParameterValueStruct... told) {
        CwmpSession session = new CwmpSession("s", cpe, "urn", InetAddress.getLoopbackAddress(), Instant.now());
        interworking.informed(
                session,
                new Inform(
                        new DeviceIdStruct("Acme", cpe.oui(), cpe.productClass(), cpe.serialNumber()),
                        List.of(new EventStruct("4 VALUE CHANGE", "")),
                        1,
                        Instant.now(),
                        0,
                        List.of(told)));
    }

    Resource node(CpeId cpe) {
        Resource node = new Resource(
                new ResourceId("nod-" + cpe.serialNumber()),
                Optional.of(BASE),
                new NodeId(cpe.value()).resourceName(),
                14,
                Map.of("ni", cpe.value()),
                0);
        store.apply(Change.builder().create(node).build());
        return node;
    }

    void know(CpeId... cpes) {
        interworking.setDevices((Devices) Proxy.newProxyInstance(
                Devices.class.getClassLoader(), new Class<?>[] {Devices.class}, (self, method, arguments) -> {
                    if (!method.getName().equals("list")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return List.of(cpes).stream()
                            .map(cpe -> new Device(
                                    cpe, "Acme", "Device.", "urn", Optional.empty(), Map.of(), "", Instant.now()))
                            .toList();
                }));
    }

    Optional<Resource> find(CpeId cpe) {
        return store.child(BASE, new NodeId(cpe.value()).resourceName())
                .flatMap(node -> store.child(node.id(), "cabinet"));
    }

    Resource cabinet() {
        return find(CPE).orElseThrow();
    }

    CompletionStage<Resource> retrieve(String... names) {
        Optional<Representation> wanted =
                names.length == 0 ? Optional.empty() : Optional.of(new Representation("m2m:atrl", List.of(names)));
        return handlers.get("acme:cab").retrieve(cabinet(), request(Operation.RETRIEVE, wanted, Optional.empty()));
    }

    CompletionStage<Resource> retrieveUntil(Instant until) {
        return handlers.get("acme:cab")
                .retrieve(cabinet(), request(Operation.RETRIEVE, Optional.empty(), Optional.of(until)));
    }

    CompletionStage<Resource> update(Map<String, Object> changes) {
        return handlers.get("acme:cab")
                .update(cabinet(), changes, request(Operation.UPDATE, Optional.empty(), Optional.empty()))
                .thenApply(updated -> updated.resource());
    }

    CompletionStage<Void> delete() {
        return handlers.get("acme:cab")
                .delete(cabinet(), request(Operation.DELETE, Optional.empty(), Optional.empty()));
    }

    static Resource done(CompletionStage<Resource> stage) {
        return stage.toCompletableFuture().join();
    }

    static OneM2mException refusal(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().join();
            throw new AssertionError("It was not refused");
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            return (OneM2mException) (cause instanceof CompletionException ? cause.getCause() : cause);
        }
    }

    private static RequestPrimitive request(
            Operation operation, Optional<Representation> content, Optional<Instant> expiration) {
        return new RequestPrimitive(
                operation,
                "cse-in/n/cabinet",
                "CAdmin",
                "r",
                "3",
                OptionalInt.empty(),
                content,
                Optional.empty(),
                ResponseType.BLOCKING_REQUEST,
                false,
                FilterCriteria.ALL,
                DesiredIdentifierResultType.STRUCTURED,
                expiration,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ResourceType pattern() {
        return new ResourceType(
                13,
                OptionalInt.of(0),
                Optional.empty(),
                ResourceType.MGMT_OBJ,
                "mgmtObj",
                Set.of("m2m:nod"),
                Map.of(),
                Set.of(Operation.RETRIEVE, Operation.UPDATE, Operation.DELETE),
                List.of(),
                "TS-0004 7.4.15");
    }

    @Override
    public void close() {
        interworking.close();
    }

    private BundleContext context() {
        Bundle bundle = proxy(Bundle.class, (name, arguments) -> "com.acme.vendor");
        return proxy(
                BundleContext.class,
                (name, arguments) ->
                        name.equals("getBundle") ? bundle : register(arguments[1], (Dictionary<?, ?>) arguments[2]));
    }

    private Object register(Object service, Dictionary<?, ?> with) {
        String root =
                String.valueOf(with.get(service instanceof ResourceType ? ResourceType.ROOT : ResourceHandler.TYPES));
        if (service instanceof ResourceType type) {
            types.put(root, type);
            return proxy(ServiceRegistration.class, (name, arguments) -> types.remove(root, type));
        }
        handlers.put(root, (ResourceHandler) service);
        return proxy(ServiceRegistration.class, (name, arguments) -> null);
    }

    /** What a proxy does when it is called. */
    private interface Called {
        Object with(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Called called) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object result = called.with(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }

    /** A CSE's resources, as far as this bundle asks for them. */
    private final class Tree implements Resources {

        @Override
        public ResourceId cseBase() {
            return BASE;
        }

        @Override
        public Optional<Resource> resolve(String address) {
            return Optional.empty();
        }

        @Override
        public String addressOf(Resource resource) {
            return resource.name();
        }

        @Override
        public Resource draft(Resource parent, Optional<String> name, String typeName, Map<String, ?> attributes) {
            Map<String, Object> all = new LinkedHashMap<>(attributes);
            types.get(typeName).attributes().forEach(attribute -> attribute
                    .initial()
                    .ifPresent(value -> all.putIfAbsent(attribute.shortName(), value)));
            return new Resource(
                    new ResourceId("cab-" + parent.id().value()),
                    Optional.of(parent.id()),
                    name.orElseThrow(),
                    13,
                    all,
                    0);
        }
    }
}
