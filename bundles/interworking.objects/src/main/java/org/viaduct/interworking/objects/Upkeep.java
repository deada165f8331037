package org.viaduct.interworking.objects;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.spi.ObjectAttribute;
import org.viaduct.interworking.objects.Offers.Offer;
import org.viaduct.onem2m.NodeId;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** Keeps the {@code <mgmtObj>}s below the {@code <node>}s of CPEs. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int MGMT_OBJ = 13;
    private static final int ATTEMPTS = 5;

    private final Store store;
    private final ResourceChanges changes;
    private final Resources resources;
    private final Clock clock;

    Upkeep(Store store, ResourceChanges changes, Resources resources, Clock clock) {
        this.store = store;
        this.changes = changes;
        this.resources = resources;
        this.clock = clock;
    }

    /**
     * Returns when a CPE has the {@code <mgmtObj>} that a vendor offers, with what it has told of its values.
     *
     * @param told parameters, perhaps of other objects too
     * @throws RuntimeException when it cannot be stored
     */
    void ensure(CpeId cpe, Offer offer, List<ParameterValueStruct> told) {
        for (int attempt = 1; ; attempt++) {
            try {
                tryToEnsure(cpe, offer, told);
                return;
            } catch (ConflictException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw new StoreUnavailableException("The <mgmtObj>s of a CPE change all the time", overtaken);
                }
            }
        }
    }

    private void tryToEnsure(CpeId cpe, Offer offer, List<ParameterValueStruct> told) {
        Optional<Resource> node = store.child(resources.cseBase(), new NodeId(cpe.value()).resourceName());
        if (node.isEmpty()) {
            return;
        }
        Optional<Resource> present = store.child(node.get().id(), offer.object().name());
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("obis", List.of(offer.object().objectId()));
        wanted.put("obps", List.of(offer.object().path()));
        wanted.putAll(values(cpe, offer, told));
        if (present.isEmpty()) {
            create(node.get(), offer, wanted);
        } else if (present.get().type() == MGMT_OBJ
                && present.get().text("mgs").equals(Optional.of(offer.object().schema()))) {
            apply(present.get(), wanted);
        } else {
            LOG.warn(
                    "{} has no {} with mgmtSchema {}, for it has another resource of this name",
                    cpe,
                    offer.object().name(),
                    offer.object().schema());
        }
    }

    private void create(Resource node, Offer offer, Map<String, Object> wanted) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("mgd", 0L);
        attributes.put("mgs", offer.object().schema());
        wanted.forEach((shortName, value) -> {
            if (value != null) {
                attributes.put(shortName, value);
            }
        });
        Resource created = resources.draft(
                node, Optional.of(offer.object().name()), offer.object().root(), attributes);
        Change.Builder change = Change.builder();
        keep(offer.schema()).ifPresent(change::put);
        changes.apply(change.create(created).build());
        LOG.debug("{} has become {}", offer.object().path(), resources.addressOf(created));
    }

    /** The entry that has to be put so that the schema outlives its bundle. */
    private Optional<Entry> keep(Schema schema) {
        byte[] value = schema.encoded();
        Optional<Entry> kept = store.entry(Schema.BUCKET, schema.uri());
        return kept.filter(entry -> Arrays.equals(entry.value(), value)).isPresent()
                ? Optional.empty()
                : Optional.of(kept.map(entry -> entry.with(value))
                        .orElseGet(() -> new Entry(Schema.BUCKET, schema.uri(), value, 0)));
    }

    /** Stores a schema whose {@code <mgmtObj>}s there may be already. */
    void keepIfKnown(Schema schema) {
        if (store.entry(Schema.BUCKET, schema.uri()).isPresent()) {
            keep(schema)
                    .ifPresent(
                            entry -> changes.apply(Change.builder().put(entry).build()));
        }
    }

    /** What a CPE told, as attributes; null where it told what is no value of the attribute. */
    static Map<String, Object> values(CpeId cpe, Offer offer, List<ParameterValueStruct> told) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (ObjectAttribute attribute : offer.object().attributes()) {
            if (attribute instanceof ObjectAttribute.Parameter mapped && !offer.isSecret(mapped)) {
                told.stream()
                        .filter(parameter -> parameter.name().equals(offer.path(mapped)))
                        .findFirst()
                        .ifPresent(parameter -> values.put(
                                mapped.shortName(),
                                Values.read(mapped.type(), parameter.value()).orElse(null)));
            }
        }
        values.forEach((shortName, value) -> {
            if (value == null) {
                LOG.warn("{} told a value of {} that is none of its type: it is left out", cpe, shortName);
            }
        });
        return values;
    }

    /**
     * Changes attributes of a {@code <mgmtObj>}, where they are different.
     *
     * @param wanted by short name; null removes one
     * @return the resource as stored
     * @throws OneM2mException 4004 when it is gone, 4105 when it changes all the time
     */
    Resource change(Resource first, Map<String, Object> wanted) {
        Resource current = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return apply(current, wanted);
            } catch (ConflictException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw new OneM2mException(
                            ResponseStatusCode.CONFLICT, "Others change this resource all the time: try again.");
                }
                current = store.find(first.id())
                        .orElseThrow(() -> new OneM2mException(
                                ResponseStatusCode.NOT_FOUND, first.id() + " was deleted meanwhile."));
            }
        }
    }

    private Resource apply(Resource current, Map<String, Object> wanted) {
        Map<String, Object> different = new LinkedHashMap<>(wanted);
        different
                .entrySet()
                .removeIf(entry -> Objects.equals(current.attributes().get(entry.getKey()), entry.getValue()));
        if (different.isEmpty()) {
            return current;
        }
        Resource changed = current.with(different, clock.instant());
        changes.apply(Change.builder().update(changed).build());
        return changed.stored();
    }

    void delete(Resource resource) {
        try {
            changes.apply(Change.builder().delete(resource.id()).build());
        } catch (ConflictException gone) {
            LOG.debug("{} was deleted already", resource.id());
        }
    }

    /**
     * The CPE that a {@code <mgmtObj>} is of (TS-0004 7.3.4.1).
     *
     * @throws OneM2mException 6003 when it is of none
     */
    CpeId cpe(Resource object) {
        try {
            return object.parentId()
                    .flatMap(store::find)
                    .flatMap(node -> node.text("ni"))
                    .map(CpeId::parse)
                    .orElseThrow(() -> new IllegalArgumentException("no node"));
        } catch (IllegalArgumentException foreign) {
            throw new OneM2mException(
                    ResponseStatusCode.EXTERNAL_OBJECT_NOT_REACHABLE,
                    "The parent of this <mgmtObj> is no <node> of a CPE.");
        }
    }
}
