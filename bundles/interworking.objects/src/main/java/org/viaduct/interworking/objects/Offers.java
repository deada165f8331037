package org.viaduct.interworking.objects;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.SecretNames;
import org.viaduct.cwmp.spi.ManagedObject;
import org.viaduct.cwmp.spi.ObjectAttribute;
import org.viaduct.cwmp.spi.present.Ranked;

/** The objects that the vendor bundles present at the moment have. Thread-safe; readers do not lock. */
final class Offers {

    /** @param bundle its symbolic name */
    record Offer(ManagedObject object, String bundle) {

        Schema schema() {
            return Schema.of(object, bundle);
        }

        Optional<ObjectAttribute> attribute(String shortName) {
            return object.attributes().stream()
                    .filter(each -> each.shortName().equals(shortName))
                    .findFirst();
        }

        String path(ObjectAttribute.Parameter mapped) {
            return object.path() + mapped.parameter();
        }

        /** Whether its value is neither read nor kept. */
        boolean isSecret(ObjectAttribute.Parameter mapped) {
            return SecretNames.isSecret(path(mapped));
        }
    }

    private final Ranked<Offer> present = new Ranked<>();
    private final Arrivals arrivals;

    Offers(Duration patience) {
        arrivals = new Arrivals(patience);
    }

    void put(Offer offer, Map<String, ?> properties) {
        present.put(offer, properties);
        arrivals.arrived();
    }

    void remove(Map<String, ?> properties) {
        present.remove(properties);
        arrivals.left();
    }

    /** For each schema the highest ranking, by its URI. */
    Map<String, Offer> bySchema() {
        Map<String, Offer> first = new LinkedHashMap<>();
        present.all().forEach(offer -> first.putIfAbsent(offer.object().schema(), offer));
        return first;
    }

    /** Those for a CPE, one for each schema. */
    List<Offer> of(CpeId cpe) {
        Set<String> seen = new HashSet<>();
        return present.of(cpe).stream()
                .filter(offer -> seen.add(offer.object().schema()))
                .toList();
    }

    /** How a CPE's object of this schema is read and written; empty where no vendor bundle says so, now or soon. */
    CompletionStage<Optional<Offer>> soon(CpeId cpe, String schema) {
        return arrivals.soon(() -> of(cpe).stream()
                .filter(offer -> offer.object().schema().equals(schema))
                .findFirst());
    }
}
