package org.viaduct.shell.missing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The bundles of Viaduct, and those that are wired to them, with their components, at a moment.
 *
 * @param services the names of the services that are there, each with the bundles they come from
 * @param missed what bundles say that they miss, each a sentence with what to do
 */
record Snapshot(
        List<Part> parts, List<Component> components, Map<String, List<String>> services, Map<String, String> missed) {

    Optional<Part> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    List<Component> of(Part part) {
        return components.stream()
                .filter(component -> component.bundle().equals(part.name()))
                .toList();
    }

    List<Part> providers(String service) {
        return parts.stream().filter(part -> part.provides().contains(service)).toList();
    }

    List<String> from(String service) {
        return services.getOrDefault(service, List.of());
    }

    /** Every service that is there, is provided, or is referred to. */
    Stream<String> knownServices() {
        return Stream.of(
                        services.keySet().stream(),
                        parts.stream().flatMap(part -> part.provides().stream()),
                        components.stream()
                                .flatMap(each -> each.needs().stream())
                                .map(Need::service))
                .flatMap(each -> each)
                .distinct();
    }

    /**
     * A bundle.
     *
     * @param provides the services that its manifest says it provides
     * @param lacks sentences about what it cannot be resolved without
     */
    record Part(String name, long id, State state, List<String> provides, List<String> lacks) {

        enum State {
            UNRESOLVED,
            STOPPED,
            ACTIVE
        }
    }

    /**
     * A component, once for each of its configurations.
     *
     * @param pids where its settings come from
     * @param failure what it said when it failed to start; empty if it did not
     */
    record Component(
            String name,
            String bundle,
            List<String> provides,
            State state,
            List<Need> needs,
            List<String> pids,
            String failure) {

        enum State {
            SATISFIED,
            UNSATISFIED,
            UNCONFIGURED,
            FAILED,
            DISABLED
        }

        /** The name as a person says it: without the package. */
        String shortName() {
            return Names.shortened(name);
        }
    }

    /**
     * A service that a component refers to.
     *
     * @param target the filter it must match; empty: any will do
     * @param present those with its name that are there, whether they match or not
     */
    record Need(String service, String target, Cardinality cardinality, boolean met, List<String> present) {

        enum Cardinality {
            MANDATORY,
            OPTIONAL,
            ANY_NUMBER
        }
    }
}
