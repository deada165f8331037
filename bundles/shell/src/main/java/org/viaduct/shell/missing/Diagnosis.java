package org.viaduct.shell.missing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.viaduct.shell.missing.Offers.Offer;
import org.viaduct.shell.missing.Snapshot.Component;
import org.viaduct.shell.missing.Snapshot.Need;
import org.viaduct.shell.missing.Snapshot.Need.Cardinality;
import org.viaduct.shell.missing.Snapshot.Part;

/** Follows what is missing down to its root causes. Used once. */
final class Diagnosis {

    /** In the filter of a service that is to come from another container. */
    private static final String IMPORTED = "service.imported";

    private final Snapshot snapshot;
    private final Offers offers;
    private final Set<Object> path = new HashSet<>();

    Diagnosis(Snapshot snapshot, Offers offers) {
        this.snapshot = snapshot;
        this.offers = offers;
    }

    /** Everything that is not as it should be, by what it is about. */
    Map<String, Finding> all() {
        Map<String, Finding> all = new LinkedHashMap<>();
        for (Part part : snapshot.parts()) {
            state(part).or(() -> missed(part)).ifPresent(found -> all.put("bundle " + part.name(), found));
        }
        for (Component component : snapshot.components()) {
            Optional<Finding> found =
                    of(component).or(() -> goesWithout(component, need -> need.cardinality() == Cardinality.OPTIONAL));
            found.ifPresent(each -> all.putIfAbsent(component.bundle() + " " + component.shortName(), each));
        }
        return all;
    }

    /** What is wrong with a bundle, or with its components; empty if nothing is. */
    private Optional<Finding> of(Part part) {
        Optional<Finding> state = state(part);
        if (state.isPresent()) {
            return state;
        }
        List<Finding> broken = Stream.concat(
                        missed(part).stream(),
                        snapshot.of(part).stream().flatMap(component -> trouble(component).stream()))
                .toList();
        return broken.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding("Not all of " + part.name() + " can work", broken));
    }

    private Optional<Finding> missed(Component component) {
        return snapshot.part(component.bundle()).flatMap(this::missed);
    }

    /** What a bundle itself says that it misses. */
    private Optional<Finding> missed(Part part) {
        return Optional.ofNullable(snapshot.missed().get(part.name())).map(Finding::root);
    }

    private static Optional<Finding> state(Part part) {
        return switch (part.state()) {
            case ACTIVE -> Optional.empty();
            case STOPPED -> Optional.of(Finding.root(part.name() + " is stopped: bundle:start " + part.name()));
            case UNRESOLVED -> Optional.of(
                    part.lacks().isEmpty()
                            ? Finding.root(
                                    part.name() + " is installed and was never started: bundle:start " + part.name())
                            : new Finding(
                                    part.name() + " cannot be resolved",
                                    part.lacks().stream().map(Finding::root).toList()));
        };
    }

    /** Why a component does not work, or not as it could; empty if it does. */
    private Optional<Finding> trouble(Component component) {
        return of(component).or(() -> goesWithout(component, need -> need.cardinality() == Cardinality.OPTIONAL));
    }

    /** Why a component does not work; empty if it does. */
    private Optional<Finding> of(Component component) {
        String it = component.shortName() + " of " + component.bundle();
        return switch (component.state()) {
            case SATISFIED -> Optional.empty();
            case DISABLED -> Optional.of(Finding.root(it + " is disabled: scr:enable " + component.name()));
            case FAILED -> Optional.of(Finding.root(it + " failed to start: " + component.failure() + ": mend "
                    + settings(component) + ", or see the log"));
            case UNCONFIGURED -> Optional.of(Finding.root(it + " needs settings: write " + settings(component)));
            case UNSATISFIED -> Optional.of(new Finding(
                    it + " waits for a service",
                    waitsFor(component, need -> need.cardinality() == Cardinality.MANDATORY)));
        };
    }

    private Optional<Finding> goesWithout(Component component, Predicate<Need> which) {
        List<Finding> missing = waitsFor(component, which);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        component.shortName() + " of " + component.bundle() + " goes without a service", missing));
    }

    private List<Finding> waitsFor(Component component, Predicate<Need> which) {
        return component.needs().stream()
                .filter(need -> !need.met() && which.test(need))
                .map(need -> of(need, component))
                .toList();
    }

    private Finding of(Need need, Component component) {
        if (need.target().contains(IMPORTED)) {
            return missed(component)
                    .orElseGet(() -> Finding.root(need.service()
                            + " comes from another container, and none that has it is known: the log tells why"));
        }
        if (need.present().isEmpty()) {
            return missing(need.service());
        }
        String there = need.service() + " is there, from " + String.join(", ", need.present());
        return Finding.root(
                need.target().isEmpty()
                        ? there + ", but wired to another revision of its package than " + component.bundle()
                                + ", as after an update without refresh: bundle:refresh"
                        : there + ", but none matches " + need.target());
    }

    private String settings(Component component) {
        return component.pids().stream()
                .map(pid -> {
                    List<String> files = offers.files(pid);
                    return files.isEmpty()
                            ? "etc/" + pid + ".cfg"
                            : files.stream().map(file -> "etc/" + file).collect(Collectors.joining(" or "));
                })
                .collect(Collectors.joining(", "));
    }

    /** Why a service is not there. */
    private Finding missing(String service) {
        if (!path.add(service)) {
            return Finding.root(service + " is waited for in a circle");
        }
        try {
            List<Part> providers = snapshot.providers(service);
            return new Finding(
                    service + " is missing",
                    providers.isEmpty()
                            ? uninstalled(service)
                            : providers.stream().map(part -> why(part, service)).toList());
        } finally {
            path.remove(service);
        }
    }

    private List<Finding> uninstalled(String service) {
        List<Finding> offered =
                offers.of(service).stream().map(Diagnosis::toBeInstalled).toList();
        return offered.isEmpty()
                ? List.of(Finding.root("No bundle that is installed, and none of Viaduct's features, provides "
                        + Names.shortened(service) + ": install one that does"))
                : offered;
    }

    private static Finding toBeInstalled(Offer offer) {
        return Finding.root(offer.bundle() + " would provide it, and is not installed: feature:install "
                + String.join(", or ", offer.features()));
    }

    /** Why a bundle that is installed does not provide a service. */
    private Finding why(Part part, String service) {
        Optional<Finding> state = state(part);
        if (state.isPresent()) {
            return state.get();
        }
        List<Component> components = snapshot.of(part);
        List<Component> declared = components.stream()
                .filter(component -> component.provides().contains(service))
                .toList();
        Optional<Finding> missed = declared.isEmpty() ? missed(part) : Optional.empty();
        if (missed.isPresent()) {
            return new Finding(part.name() + " provides it", List.of(missed.get()));
        }
        // A service that no component declares is registered by code, which has components of the bundle at hand.
        List<Finding> causes = (declared.isEmpty() ? components : declared)
                .stream()
                        .flatMap(component -> of(component)
                                .or(() -> declared.isEmpty() ? goesWithout(component, any -> true) : Optional.empty())
                                .stream())
                        .toList();
        return causes.isEmpty()
                ? Finding.root(part.name() + " is active and does not provide it at present: the log tells why")
                : new Finding(part.name() + " provides it", causes);
    }

    /** The bundles, components and services that somebody may mean, each with what is wrong with it. */
    Map<String, Optional<Finding>> about(String typed) {
        Map<String, Optional<Finding>> about = new LinkedHashMap<>();
        for (Part part : snapshot.parts()) {
            if (Names.meansBundle(typed, part.name(), part.id())) {
                about.put("Bundle " + part.name() + " is active, and all of it", of(part));
            }
        }
        for (Component component : snapshot.components()) {
            if (Names.means(typed, component.name())) {
                about.merge(
                        "Component " + component.name() + " works",
                        trouble(component),
                        (one, other) -> one.isPresent() ? one : other);
            }
        }
        for (String service : services(typed)) {
            List<String> from = snapshot.from(service);
            about.put(
                    "Service " + service + " is there, from " + String.join(", ", from),
                    from.isEmpty() ? Optional.of(missing(service)) : failed(service));
        }
        return about;
    }

    /** Why a service that is registered cannot be had: its component fails when it is asked for. */
    private Optional<Finding> failed(String service) {
        return snapshot.components().stream()
                .filter(component -> component.provides().contains(service))
                .filter(component -> component.state() == Component.State.FAILED)
                .findFirst()
                .flatMap(component -> of(component));
    }

    private List<String> services(String typed) {
        List<String> known = new ArrayList<>(snapshot.knownServices()
                .filter(name -> Names.means(typed, name))
                .toList());
        return known.isEmpty()
                ? offers.services()
                        .filter(name -> Names.means(typed, name))
                        .distinct()
                        .toList()
                : known;
    }

    /** What somebody may ask about. */
    Stream<String> names() {
        return Stream.of(
                        snapshot.parts().stream().map(part -> part.name().replaceFirst("^" + Names.PREFIX, "")),
                        snapshot.components().stream().map(Component::shortName),
                        snapshot.knownServices()
                                .filter(name -> name.startsWith(Names.PREFIX))
                                .map(Names::shortened))
                .flatMap(each -> each)
                .distinct()
                .sorted();
    }
}
