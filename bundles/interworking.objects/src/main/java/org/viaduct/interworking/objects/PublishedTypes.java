package org.viaduct.interworking.objects;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.type.ResourceType;

/** The resource types of self-defined {@code <mgmtObj>}s as services, each with the handler of its operations. */
final class PublishedTypes {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedTypes.class);

    private record Published(
            Schema schema, ServiceRegistration<ResourceHandler> handler, ServiceRegistration<ResourceType> type) {

        private void withdraw() {
            type.unregister();
            handler.unregister();
        }
    }

    private final BundleContext context;
    private final ResourceType pattern;
    private final ResourceHandler handler;
    private final Map<String, Published> bySchema = new HashMap<>();

    /**
     * @param pattern what all self-defined {@code <mgmtObj>}s have
     * @param handler of their operations, made of what finds a published schema by its URI
     */
    PublishedTypes(
            BundleContext context,
            ResourceType pattern,
            Function<Function<String, Optional<Schema>>, ResourceHandler> handler) {
        this.context = context;
        this.pattern = pattern;
        this.handler = handler.apply(this::schema);
    }

    /**
     * Publishes a schema, in place of what its URI stood for before.
     *
     * @return whether it is published now; not, if another schema has its root name
     */
    synchronized boolean put(Schema schema) {
        Published before = bySchema.get(schema.uri());
        if (before != null && before.schema().equals(schema)) {
            return true;
        }
        Optional<Schema> taken = bySchema.values().stream()
                .map(Published::schema)
                .filter(other ->
                        other.root().equals(schema.root()) && !other.uri().equals(schema.uri()))
                .findFirst();
        if (taken.isPresent()) {
            LOG.warn(
                    "The object {} of {} is left out: {} of {} has the root name {} too",
                    schema.uri(),
                    schema.bundle(),
                    taken.get().uri(),
                    taken.get().bundle(),
                    schema.root());
            return false;
        }
        bySchema.put(schema.uri(), publish(schema));
        if (before != null) {
            before.withdraw();
        }
        LOG.info("<mgmtObj>s with mgmtSchema {} are {}, as {} has it", schema.uri(), schema.root(), schema.bundle());
        return true;
    }

    /** Publishes one that is known from the store, where nobody has said anything else. */
    synchronized void putStored(Schema schema) {
        if (!bySchema.containsKey(schema.uri())) {
            put(schema);
        }
    }

    /** The schema that is published under a URI. */
    synchronized Optional<Schema> schema(String uri) {
        return Optional.ofNullable(bySchema.get(uri)).map(Published::schema);
    }

    synchronized void withdraw() {
        bySchema.values().forEach(Published::withdraw);
        bySchema.clear();
    }

    private Published publish(Schema schema) {
        Dictionary<String, Object> ofHandler = new Hashtable<>();
        ofHandler.put(ResourceHandler.TYPES, schema.root());
        Dictionary<String, Object> ofType = new Hashtable<>();
        ofType.put(ResourceType.ROOT, schema.root());
        ofType.put(ResourceType.TY, pattern.type());
        return new Published(
                schema,
                context.registerService(ResourceHandler.class, handler, ofHandler),
                context.registerService(ResourceType.class, schema.resourceType(pattern), ofType));
    }
}
