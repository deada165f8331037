package org.viaduct.shell.missing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.viaduct.shell.Services;
import org.viaduct.shell.missing.Snapshot.Component;
import org.viaduct.shell.missing.Snapshot.Need;
import org.viaduct.shell.missing.Snapshot.Need.Cardinality;
import org.viaduct.shell.missing.Snapshot.Part;

/** Looks at the framework and at Declarative Services. */
final class Snapshots {

    private static final String SERVICE = "osgi.service";
    /** Service property by which a bundle says what it misses and no framework knows, with what to do. */
    private static final String MISSED = "viaduct.missed";

    private final BundleContext context;
    private final Map<String, List<String>> services = new TreeMap<>();
    private final Map<String, String> missed = new TreeMap<>();

    private Snapshots(BundleContext context) {
        this.context = context;
    }

    static Snapshot take(BundleContext context, Services services) {
        return new Snapshots(context)
                .take(services.need(ServiceComponentRuntime.class, "Declarative Services (feature scr)"));
    }

    private Snapshot take(ServiceComponentRuntime scr) {
        noteServices();
        Bundle[] ours =
                Arrays.stream(context.getBundles()).filter(Snapshots::isOurs).toArray(Bundle[]::new);
        return new Snapshot(
                Arrays.stream(ours).map(this::part).toList(),
                scr.getComponentDescriptionDTOs(ours).stream()
                        .flatMap(description -> components(scr, description))
                        .toList(),
                services,
                missed);
    }

    private void noteServices() {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(null, null);
            for (ServiceReference<?> each : references == null ? new ServiceReference<?>[0] : references) {
                Bundle from = each.getBundle();
                if (from != null && each.getProperty(MISSED) instanceof String sentence) {
                    missed.put(from.getSymbolicName(), sentence);
                }
                for (String name : (String[]) each.getProperty(Constants.OBJECTCLASS)) {
                    if (from != null) {
                        services.computeIfAbsent(name, any -> new ArrayList<>()).add(from.getSymbolicName());
                    }
                }
            }
        } catch (InvalidSyntaxException noFilterIsInvalid) {
            throw new IllegalStateException(noFilterIsInvalid);
        }
    }

    /** Ours by name, or a vendor's: one that imports packages of ours. Fragments are never active. */
    private static boolean isOurs(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null
                && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0
                && (String.valueOf(bundle.getSymbolicName()).startsWith(Names.PREFIX)
                        || revision.getDeclaredRequirements(BundleRevision.PACKAGE_NAMESPACE).stream()
                                .anyMatch(each -> filter(each).contains("=" + Names.PREFIX)));
    }

    private Part part(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        Part.State state =
                switch (bundle.getState()) {
                    case Bundle.ACTIVE, Bundle.STARTING -> Part.State.ACTIVE;
                    case Bundle.INSTALLED -> Part.State.UNRESOLVED;
                    default -> Part.State.STOPPED;
                };
        return new Part(
                bundle.getSymbolicName(),
                bundle.getBundleId(),
                state,
                revision == null ? List.of() : provided(revision),
                revision == null || state != Part.State.UNRESOLVED ? List.of() : lacks(revision));
    }

    private static List<String> provided(BundleRevision revision) {
        return revision.getDeclaredCapabilities(SERVICE).stream()
                .flatMap(each -> names(each.getAttributes().get(Constants.OBJECTCLASS)))
                .distinct()
                .toList();
    }

    private static Stream<String> names(Object objectClass) {
        Stream<?> values =
                objectClass instanceof Collection<?> several ? several.stream() : Stream.ofNullable(objectClass);
        return values.flatMap(each -> Stream.of(String.valueOf(each).split("\\s*,\\s*")));
    }

    private List<String> lacks(BundleRevision revision) {
        return revision.getDeclaredRequirements(null).stream()
                .filter(each -> !"optional".equals(each.getDirectives().get("resolution"))
                        && !"active".equals(each.getDirectives().get("effective")))
                .filter(each -> providers(each).isEmpty())
                .map(each -> revision.getSymbolicName() + " requires " + each.getNamespace() + " " + filter(each)
                        + ", which no installed bundle provides")
                .toList();
    }

    private Set<String> providers(BundleRequirement requirement) {
        return Arrays.stream(context.getBundles())
                .map(bundle -> Optional.ofNullable(bundle.adapt(BundleRevision.class)))
                .flatMap(Optional::stream)
                .filter(revision -> revision.getDeclaredCapabilities(requirement.getNamespace()).stream()
                        .anyMatch((BundleCapability each) -> requirement.matches(each)))
                .map(BundleRevision::getSymbolicName)
                .collect(Collectors.toSet());
    }

    private static String filter(BundleRequirement requirement) {
        return requirement.getDirectives().getOrDefault("filter", "");
    }

    private Stream<Component> components(ServiceComponentRuntime scr, ComponentDescriptionDTO description) {
        if (!scr.isComponentEnabled(description)) {
            return Stream.of(component(description, Component.State.DISABLED, List.of(), ""));
        }
        Collection<ComponentConfigurationDTO> configurations = scr.getComponentConfigurationDTOs(description);
        if (configurations.isEmpty()) {
            return "require".equals(description.configurationPolicy)
                    ? Stream.of(component(description, Component.State.UNCONFIGURED, List.of(), ""))
                    : Stream.empty();
        }
        return configurations.stream().map(each -> component(description, each));
    }

    private Component component(ComponentDescriptionDTO description, ComponentConfigurationDTO configuration) {
        Component.State state =
                switch (configuration.state) {
                    case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Component.State.UNCONFIGURED;
                    case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> Component.State.UNSATISFIED;
                    case ComponentConfigurationDTO.FAILED_ACTIVATION -> Component.State.FAILED;
                    default -> Component.State.SATISFIED;
                };
        Set<String> unsatisfied = Arrays.stream(configuration.unsatisfiedReferences)
                .map(each -> each.name)
                .collect(Collectors.toSet());
        List<Need> needs = Arrays.stream(description.references)
                .map(each -> need(each, unsatisfied.contains(each.name)))
                .toList();
        return component(description, state, needs, reason(configuration.failure));
    }

    private static Component component(
            ComponentDescriptionDTO description, Component.State state, List<Need> needs, String failure) {
        return new Component(
                description.name,
                description.bundle.symbolicName,
                List.of(description.serviceInterfaces),
                state,
                needs,
                List.of(description.configurationPid),
                failure);
    }

    /** @param unsatisfied whether the component waits for it; only for what it can go without nobody says so */
    private Need need(ReferenceDTO reference, boolean unsatisfied) {
        Cardinality cardinality =
                switch (reference.cardinality) {
                    case "0..1" -> Cardinality.OPTIONAL;
                    case "0..n" -> Cardinality.ANY_NUMBER;
                    default -> Cardinality.MANDATORY;
                };
        List<String> present = services.getOrDefault(reference.interfaceName, List.of());
        return new Need(
                reference.interfaceName,
                reference.target == null ? "" : reference.target,
                cardinality,
                cardinality == Cardinality.MANDATORY ? !unsatisfied : !present.isEmpty(),
                present);
    }

    /** The first sentence in a stack trace, which is the nearest to us; where there is none, what caused it. */
    private static String reason(String stackTrace) {
        if (stackTrace == null) {
            return "";
        }
        List<String> messages = stackTrace
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\t"))
                .map(line -> line.replaceFirst("^Caused by: ", "").replaceFirst("^[\\w.$]+(: |$)", ""))
                .filter(message -> !message.isEmpty())
                .toList();
        return messages.stream()
                .filter(message -> message.contains(" ") && !message.matches("[\\w.$]+(Exception|Error): .*"))
                .findFirst()
                .orElseGet(() -> messages.isEmpty() ? stackTrace : messages.get(messages.size() - 1));
    }
}
