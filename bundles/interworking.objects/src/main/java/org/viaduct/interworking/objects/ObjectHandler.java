package org.viaduct.interworking.objects;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.SetParameterValuesResponse;
import org.viaduct.cwmp.spi.ObjectAttribute;
import org.viaduct.interworking.objects.Calls.Patience;
import org.viaduct.interworking.objects.Offers.Offer;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Updated;

/** The operations on self-defined {@code <mgmtObj>}s as RPCs (TS-0004 7.4.15.2, TS-0006 8.1). */
final class ObjectHandler implements ResourceHandler {

    /** How long the CPE is waited for where the request does not say. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(45);

    private static final String NO_PARAMETER_KEY = "";
    private static final int APPLIED = 0;

    private final Upkeep upkeep;
    private final Offers offers;
    private final Calls calls;
    private final Function<String, Optional<Schema>> schemas;
    private final Clock clock;

    /** @param schemas finds what is published under a mgmtSchema */
    ObjectHandler(Upkeep upkeep, Offers offers, Calls calls, Function<String, Optional<Schema>> schemas, Clock clock) {
        this.upkeep = upkeep;
        this.offers = offers;
        this.calls = calls;
        this.schemas = schemas;
        this.clock = clock;
    }

    @Override
    public Resource create(Resource candidate, RequestPrimitive request) {
        throw new OneM2mException(
                ResponseStatusCode.OPERATION_NOT_ALLOWED,
                "A self-defined <mgmtObj> comes from the CPE and the bundle of its vendor.");
    }

    /** GetParameterValues of the attributes that are wanted, all at once. */
    @Override
    public CompletionStage<Resource> retrieve(Resource current, RequestPrimitive request) {
        CpeId cpe = upkeep.cpe(current);
        return offer(cpe, current).thenCompose(offer -> {
            List<String> paths =
                    readable(offer, request).stream().map(offer::path).toList();
            return paths.isEmpty()
                    ? CompletableFuture.completedFuture(current)
                    : calls.run(cpe, new GetParameterValues(paths), patience(request))
                            .thenApply(response -> upkeep.change(current, read(cpe, offer, paths, response)));
        });
    }

    private static List<ObjectAttribute.Parameter> readable(Offer offer, RequestPrimitive request) {
        Optional<Set<String>> wanted = request.content()
                .map(names -> names.value() instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.toSet())
                        : Set.of());
        return offer.object().attributes().stream()
                .filter(ObjectAttribute.Parameter.class::isInstance)
                .map(ObjectAttribute.Parameter.class::cast)
                .filter(mapped -> !offer.isSecret(mapped))
                .filter(mapped ->
                        wanted.map(names -> names.contains(mapped.shortName())).orElse(true))
                .toList();
    }

    /** What was answered; null for what was asked for and not answered. */
    private static Map<String, Object> read(CpeId cpe, Offer offer, List<String> asked, CwmpResponse response) {
        List<ParameterValueStruct> told =
                response instanceof GetParameterValuesResponse values ? values.parameterList() : List.of();
        Map<String, Object> changes = new LinkedHashMap<>();
        offer.object().attributes().stream()
                .filter(ObjectAttribute.Parameter.class::isInstance)
                .map(ObjectAttribute.Parameter.class::cast)
                .filter(mapped -> asked.contains(offer.path(mapped)))
                .forEach(mapped -> changes.put(mapped.shortName(), null));
        changes.putAll(Upkeep.values(cpe, offer, told));
        return changes;
    }

    /** SetParameterValues of all values, then the RPC of the trigger (TS-0004 7.4.15.2.4). */
    @Override
    public CompletionStage<Updated> update(Resource current, Map<String, Object> changes, RequestPrimitive request) {
        Optional<Schema> schema = schemas.apply(schema(current));
        if (changes.keySet().stream()
                .noneMatch(name -> schema.filter(known -> known.has(name)).isPresent())) {
            return CompletableFuture.completedFuture(new Updated(upkeep.change(current, changes), List.of()));
        }
        CpeId cpe = upkeep.cpe(current);
        return offer(cpe, current).thenCompose(offer -> {
            Wish wish = Wish.of(offer, schema, changes);
            Patience patience = patience(request);
            CompletionStage<Resource> set = wish.parameters().isEmpty()
                    ? CompletableFuture.completedFuture(upkeep.change(current, wish.kept()))
                    : calls.run(cpe, new SetParameterValues(wish.parameters(), NO_PARAMETER_KEY), patience)
                            .thenApply(response -> upkeep.change(current, wish.after(response)));
            return set.thenCompose(changed -> wish.trigger()
                            .map(trigger ->
                                    calls.run(cpe, trigger.request(), patience).thenApply(response -> changed))
                            .orElseGet(() -> CompletableFuture.completedFuture(changed)))
                    .thenApply(changed -> new Updated(changed, List.of()));
        });
    }

    /**
     * What an UPDATE asks for.
     *
     * @param kept attributes of the resource alone
     * @param values of parameters, by short name
     */
    private record Wish(
            Map<String, Object> kept,
            Map<String, Object> values,
            List<ParameterValueStruct> parameters,
            Optional<ObjectAttribute.Trigger> trigger) {

        static Wish of(Offer offer, Optional<Schema> schema, Map<String, Object> changes) {
            Map<String, Object> kept = new LinkedHashMap<>();
            Map<String, Object> values = new LinkedHashMap<>();
            List<ParameterValueStruct> parameters = new ArrayList<>();
            List<ObjectAttribute.Trigger> triggers = new ArrayList<>();
            changes.forEach((shortName, value) -> {
                Optional<ObjectAttribute> attribute = offer.attribute(shortName);
                if (attribute.isEmpty()) {
                    if (schema.filter(known -> known.has(shortName)).isPresent()) {
                        throw new OneM2mException(
                                ResponseStatusCode.BAD_REQUEST,
                                "This CPE has no " + shortName + ", though others of its schema have: leave it out.");
                    }
                    kept.put(shortName, value);
                } else if (attribute.get() instanceof ObjectAttribute.Parameter mapped) {
                    parameters.add(new ParameterValueStruct(
                            offer.path(mapped),
                            Values.write(mapped.type(), value),
                            mapped.type().xsd()));
                    if (!offer.isSecret(mapped)) {
                        values.put(shortName, value);
                    }
                } else if (attribute.get() instanceof ObjectAttribute.Trigger trigger && Boolean.TRUE.equals(value)) {
                    triggers.add(trigger);
                }
            });
            if (triggers.size() > 1) {
                throw new OneM2mException(
                        ResponseStatusCode.BAD_REQUEST,
                        triggers.stream()
                                        .map(ObjectAttribute.Trigger::shortName)
                                        .collect(Collectors.joining(" and "))
                                + " are triggers: write true to one at a time.");
            }
            return new Wish(kept, values, parameters, triggers.stream().findFirst());
        }

        /** What is stored when the CPE has answered; what it has yet to apply is not. */
        Map<String, Object> after(CwmpResponse response) {
            Map<String, Object> stored = new LinkedHashMap<>(kept);
            if (response instanceof SetParameterValuesResponse set && set.status() == APPLIED) {
                stored.putAll(values);
            }
            return stored;
        }
    }

    /** Only what nobody would bring back. */
    @Override
    public CompletionStage<Void> delete(Resource current, RequestPrimitive request) {
        return offers.soon(upkeep.cpe(current), schema(current)).thenAccept(offer -> {
            offer.ifPresent(present -> {
                throw new OneM2mException(
                        ResponseStatusCode.OPERATION_NOT_ALLOWED,
                        "This <mgmtObj> comes from the CPE and the bundle " + present.bundle()
                                + ", which would bring it back: it can be deleted when the bundle is uninstalled.");
            });
            upkeep.delete(current);
        });
    }

    @Override
    public void expire(Resource current) {
        upkeep.delete(current);
    }

    private CompletionStage<Offer> offer(CpeId cpe, Resource object) {
        String schema = schema(object);
        return offers.soon(cpe, schema)
                .thenApply(offer -> offer.orElseThrow(() -> new OneM2mException(
                        ResponseStatusCode.INTERNAL_SERVER_ERROR,
                        "No vendor bundle says at present how " + schema + " is read and written on " + cpe
                                + bundle(schema) + ": install or start it, or delete this <mgmtObj>.")));
    }

    private String bundle(String schema) {
        return schemas.apply(schema)
                .map(known -> "; " + known.bundle() + " did so last")
                .orElse("");
    }

    private static String schema(Resource object) {
        return object.text("mgs").orElse("");
    }

    private Patience patience(RequestPrimitive request) {
        boolean persistent =
                switch (request.responseType()) {
                    case BLOCKING_REQUEST, FLEX_BLOCKING -> false;
                    case NON_BLOCKING_REQUEST_SYNCH, NON_BLOCKING_REQUEST_ASYNCH, NO_RESPONSE -> true;
                };
        return new Patience(
                request.requestExpiration().orElseGet(() -> clock.instant().plus(REQUEST_TIMEOUT)), persistent);
    }
}
