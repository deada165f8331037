package org.viaduct.onem2m.cse;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.type.Attribute;
import org.viaduct.onem2m.type.ResourceType;

/** Makes resources that are not stored yet, with what the Hosting CSE assigns (TS-0004 7.3.3.5). */
final class Drafts {

    private static final int LONGEST_NAME = 256;

    private final Clock clock;
    private final TemporalAmount lifetime;

    Drafts(Clock clock, TemporalAmount lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    Resource draft(Resource parent, Optional<String> name, ResourceType type, Map<String, ?> given) {
        Instant now = now();
        ResourceId id = new ResourceId(type.shortName() + "-"
                + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT));
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("ct", Timestamp.format(now));
        attributes.put("lt", Timestamp.format(now));
        attributes.putAll(given);
        attributes.put("et", Timestamp.format(expiration(parent, given.get("et"), now)));
        for (Attribute attribute : type.attributes()) {
            attribute.initial().ifPresent(value -> attributes.putIfAbsent(attribute.shortName(), value));
        }
        return new Resource(id, Optional.of(parent.id()), checked(name.orElse(id.value())), type.type(), attributes, 0);
    }

    /** Now, as precisely as a timestamp tells it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** An expirationTime as wished, but not beyond that of the parent (TS-0004 7.3.3.3). */
    static Instant within(Resource parent, Instant wished) {
        return Expiry.of(parent).filter(wished::isAfter).orElse(wished);
    }

    private Instant expiration(Resource parent, Object given, Instant now) {
        Instant wished = given instanceof String text
                ? Timestamp.parse(text)
                : now.atOffset(ZoneOffset.UTC).plus(lifetime).toInstant();
        return within(parent, wished);
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("Not a resourceName: '" + name + "'");
        }
        return name;
    }
}
