package org.viaduct.onem2m.cse;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.model.ResourceTypes;
import org.viaduct.onem2m.type.Attribute;
import org.viaduct.onem2m.type.IntegerType;
import org.viaduct.onem2m.type.Presence;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.onem2m.type.TextType;

/** The resource types that onem2m.model publishes, and one more that is just stored. */
final class ShippedTypes {

    private ShippedTypes() {}

    static List<ResourceType> all() {
        List<ResourceType> types = new ArrayList<>();
        Bundle bundle = proxy(Bundle.class, (self, method, arguments) -> switch (method.getName()) {
            case "findEntries" -> Collections.enumeration(Stream.of(
                            "CSEBase",
                            "node",
                            "deviceInfo",
                            "mgmtCmd",
                            "mgmtObj",
                            "execInstance",
                            "group",
                            "request",
                            "subscription")
                    .map(name -> entry("types/" + name + ".json"))
                    .toList());
            case "getEntry" -> entry((String) arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
        BundleContext context = proxy(BundleContext.class, (self, method, arguments) -> switch (method.getName()) {
            case "getBundle" -> bundle;
            case "registerService" -> {
                types.add((ResourceType) arguments[1]);
                yield proxy(ServiceRegistration.class, (own, called, with) -> null);
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
        new ResourceTypes(context);
        types.add(box(types));
        return types;
    }

    /** A type without handler that may be nested: {@code m2m:box}. */
    private static ResourceType box(List<ResourceType> types) {
        List<Attribute> attributes = new ArrayList<>(types.stream()
                .filter(type -> type.root().equals("m2m:mgc"))
                .flatMap(type -> type.attributes().stream())
                .filter(attribute ->
                        Set.of("rn", "ty", "ri", "pi", "ct", "lt", "et", "lbl").contains(attribute.shortName()))
                .toList());
        attributes.add(new Attribute(
                "size",
                "siz",
                new IntegerType(0, 10),
                Presence.OPTIONAL,
                Presence.OPTIONAL,
                false,
                false,
                ResponseStatusCode.BAD_REQUEST,
                ResponseStatusCode.BAD_REQUEST,
                Optional.empty(),
                Optional.of(3L),
                "none"));
        attributes.add(new Attribute(
                "key",
                "key",
                TextType.of(10),
                Presence.OPTIONAL,
                Presence.OPTIONAL,
                false,
                true,
                ResponseStatusCode.BAD_REQUEST,
                ResponseStatusCode.BAD_REQUEST,
                Optional.empty(),
                Optional.empty(),
                "none"));
        return new ResourceType(
                99,
                OptionalInt.empty(),
                Optional.empty(),
                "m2m:box",
                "box",
                Set.of("m2m:cb", "m2m:box"),
                Map.of(),
                Set.of(),
                attributes,
                "none");
    }

    private static URL entry(String path) {
        return ResourceTypes.class.getResource("/" + path);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
