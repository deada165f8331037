package org.viaduct.onem2m.cse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.Resource;

/**
 * The eventNotificationCriteria of a {@code <subscription>} (TS-0001 9.6.8): which events it is about.
 *
 * @param events net; Update_of_Resource when the subscription does not say
 * @param attributes atr, short names; all when empty
 * @param childTypes chty; all when empty
 */
record Criteria(Set<Event> events, Set<String> attributes, Set<Long> childTypes) {

    /** The notification event types that this CSE detects (TS-0004 6.3.4.2.19). */
    enum Event {
        UPDATE_OF_RESOURCE(1),
        DELETE_OF_RESOURCE(2),
        CREATE_OF_DIRECT_CHILD_RESOURCE(3),
        DELETE_OF_DIRECT_CHILD_RESOURCE(4);

        private final long value;

        Event(long value) {
            this.value = value;
        }

        long value() {
            return value;
        }
    }

    static Criteria of(Resource subscription) {
        return of(subscription.attributes());
    }

    /** @param attributes of a subscription; of their right types, but perhaps with event types that are not detected */
    static Criteria of(Map<String, ?> attributes) {
        Map<?, ?> enc = attributes.get("enc") instanceof Map<?, ?> given ? given : Map.of();
        Set<Long> numbers = numbers(enc.get("net"));
        Set<Event> events = Arrays.stream(Event.values())
                .filter(event -> numbers.contains(event.value()))
                .collect(Collectors.toUnmodifiableSet());
        return new Criteria(
                numbers.isEmpty() ? Set.of(Event.UPDATE_OF_RESOURCE) : events,
                elements(enc.get("atr")).stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet()),
                numbers(enc.get("chty")));
    }

    /** The numbers in the value of net. */
    static Set<Long> eventNumbers(Map<String, ?> attributes) {
        return attributes.get("enc") instanceof Map<?, ?> enc ? numbers(enc.get("net")) : Set.of();
    }

    /** Whether an update is reported that changed these attributes. */
    boolean matchesUpdate(Set<String> modified) {
        return events.contains(Event.UPDATE_OF_RESOURCE)
                && (attributes.isEmpty() || modified.stream().anyMatch(attributes::contains));
    }

    /** Whether the creation or deletion of a child is reported. */
    boolean matchesChild(Event event, Resource child) {
        return events.contains(event) && (childTypes.isEmpty() || childTypes.contains((long) child.type()));
    }

    private static Set<Long> numbers(@Nullable Object list) {
        return elements(list).stream().map(Long.class::cast).collect(Collectors.toUnmodifiableSet());
    }

    private static List<?> elements(@Nullable Object list) {
        return Optional.ofNullable(list)
                .filter(List.class::isInstance)
                .map(value -> (List<?>) value)
                .orElse(List.of());
    }
}
