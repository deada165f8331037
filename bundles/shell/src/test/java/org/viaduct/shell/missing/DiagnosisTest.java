package org.viaduct.shell.missing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.viaduct.shell.missing.Snapshot.Component;
import org.viaduct.shell.missing.Snapshot.Need;
import org.viaduct.shell.missing.Snapshot.Need.Cardinality;
import org.viaduct.shell.missing.Snapshot.Part;

class DiagnosisTest {

    private static final String STORE = "org.viaduct.store.Store";
    private static final String DEVICES = "org.viaduct.cwmp.api.Devices";

    private final List<Part> parts = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();
    private final Map<String, List<String>> services = new TreeMap<>();
    private final Map<String, String> missed = new TreeMap<>();
    private final Map<String, Offers.Offer> offered = new TreeMap<>();
    private final Map<String, List<String>> files = new TreeMap<>();

    private Diagnosis diagnosis() {
        return new Diagnosis(new Snapshot(parts, components, services, missed), new Offers() {
            @Override
            public List<Offer> of(String service) {
                return Stream.ofNullable(offered.get(service)).toList();
            }

            @Override
            public Stream<String> services() {
                return offered.keySet().stream();
            }

            @Override
            public List<String> files(String pid) {
                return files.getOrDefault(pid, List.of());
            }
        });
    }

    private void part(String name, Part.State state, String... provides) {
        parts.add(new Part("org.viaduct." + name, parts.size(), state, List.of(provides), List.of()));
    }

    private Component component(String bundle, Component.State state, String provides, Need... needs) {
        Component component = new Component(
                "org.viaduct." + bundle + ".It",
                "org.viaduct." + bundle,
                List.of(provides),
                state,
                List.of(needs),
                List.of("org.viaduct." + bundle),
                state == Component.State.FAILED ? "the file is damaged" : "");
        components.add(component);
        return component;
    }

    private static Need missing(String service, Cardinality cardinality) {
        return new Need(service, "", cardinality, false, List.of());
    }

    private static String printed(Finding finding) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        finding.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String why(String name) {
        return printed(diagnosis().about(name).values().iterator().next().orElseThrow());
    }

    @Test
    void the_chain_goes_down_to_the_bundle_that_is_stopped() {
        part("cwmp.devices", Part.State.ACTIVE, DEVICES);
        part("store.selection", Part.State.STOPPED, STORE);
        component("cwmp.devices", Component.State.UNSATISFIED, DEVICES, missing(STORE, Cardinality.MANDATORY));

        assertThat(why("Devices"))
                .isEqualTo(
                        """
                        org.viaduct.cwmp.api.Devices is missing:
                          org.viaduct.cwmp.devices provides it:
                            It of org.viaduct.cwmp.devices waits for a service:
                              org.viaduct.store.Store is missing:
                                org.viaduct.store.selection is stopped: bundle:start org.viaduct.store.selection
                        """);
    }

    @Test
    void a_service_of_a_bundle_that_is_not_installed_names_the_features_that_bring_it() {
        offered.put(DEVICES, new Offers.Offer("org.viaduct.cwmp.devices", List.of("viaduct-cwmp-client", "viaduct")));

        assertThat(why("devices")).contains("feature:install viaduct-cwmp-client, or viaduct");
    }

    @Test
    void a_service_that_nobody_is_known_to_provide_says_so() {
        part("a", Part.State.ACTIVE);
        component("a", Component.State.UNSATISFIED, "x.A", missing("com.example.B", Cardinality.MANDATORY));

        assertThat(why("a")).contains("none of Viaduct's features, provides B");
    }

    @Test
    void what_a_bundle_says_that_it_misses_is_the_root_cause() {
        part("remote.core", Part.State.ACTIVE, "x.PresentGateway");
        component("remote.core", Component.State.SATISFIED, "x.W");
        component(
                "remote.core",
                Component.State.UNSATISFIED,
                "x.Client",
                missing("x.PresentGateway", Cardinality.MANDATORY));
        missed.put("org.viaduct.remote.core", "the gateway at https://192.0.2.1:7561/ does not answer: start it");

        assertThat(why("PresentGateway"))
                .isEqualTo(
                        """
                        x.PresentGateway is missing:
                          org.viaduct.remote.core provides it:
                            the gateway at https://192.0.2.1:7561/ does not answer: start it
                        """);
        assertThat(diagnosis().all().get("bundle org.viaduct.remote.core").roots())
                .containsExactly("the gateway at https://192.0.2.1:7561/ does not answer: start it");
        assertThat(diagnosis().all().get("org.viaduct.remote.core It").roots())
                .containsExactly("the gateway at https://192.0.2.1:7561/ does not answer: start it");
    }

    @Test
    void no_feature_is_offered_for_what_is_to_come_from_another_container() {
        offered.put("x.CoreResource", new Offers.Offer("org.viaduct.remote.core", List.of("viaduct-core")));
        part("remote.gateway", Part.State.ACTIVE);
        component(
                "remote.gateway",
                Component.State.SATISFIED,
                "x.Core",
                new Need("x.CoreResource", "(service.imported=*)", Cardinality.OPTIONAL, false, List.of()));

        assertThat(why("remote.gateway"))
                .contains("comes from another container, and none")
                .doesNotContain("feature:install");

        missed.put("org.viaduct.remote.gateway", "set peer");
        assertThat(why("remote.gateway")).contains("set peer").doesNotContain("another container, and none");
    }

    @Test
    void components_that_wait_for_each_other_are_told_as_a_circle() {
        part("a", Part.State.ACTIVE, "x.A");
        part("b", Part.State.ACTIVE, "x.B");
        component("a", Component.State.UNSATISFIED, "x.A", missing("x.B", Cardinality.MANDATORY));
        component("b", Component.State.UNSATISFIED, "x.B", missing("x.A", Cardinality.MANDATORY));

        assertThat(why("A")).contains("in a circle");
    }

    @Test
    void missing_settings_name_the_files_to_write() {
        part("http.listener", Part.State.ACTIVE);
        component("http.listener", Component.State.UNCONFIGURED, "x.L");
        assertThat(why("http.listener")).contains("write etc/org.viaduct.http.listener.cfg");

        files.put("org.viaduct.http.listener", List.of("org.viaduct.http.listener-cwmp.cfg"));
        assertThat(why("http.listener")).contains("write etc/org.viaduct.http.listener-cwmp.cfg");
    }

    @Test
    void a_component_that_failed_says_how_and_where_its_settings_are() {
        part("store.embedded", Part.State.ACTIVE);
        component("store.embedded", Component.State.FAILED, "x.S");

        assertThat(why("store.embedded"))
                .contains("failed to start: the file is damaged: mend etc/org.viaduct.store.embedded.cfg");

        services.put("x.S", List.of("org.viaduct.store.embedded"));
        assertThat(why("S")).contains("failed to start");
    }

    @Test
    void what_a_bundle_cannot_be_resolved_without_is_said() {
        parts.add(
                new Part("com.example.vendor", 9, Part.State.UNRESOLVED, List.of(), List.of("It requires a package")));

        assertThat(why("com.example.vendor")).contains("cannot be resolved:\n  It requires a package");
    }

    @Test
    void a_service_of_another_revision_of_its_package_asks_for_a_refresh() {
        part("a", Part.State.ACTIVE);
        component(
                "a",
                Component.State.UNSATISFIED,
                "x.A",
                new Need(STORE, "", Cardinality.MANDATORY, false, List.of("org.viaduct.store.selection")));

        assertThat(why("a")).contains("bundle:refresh");
    }

    @Test
    void a_service_that_does_not_match_names_the_filter() {
        part("a", Part.State.ACTIVE);
        component(
                "a",
                Component.State.UNSATISFIED,
                "x.A",
                new Need(STORE, "(k=v)", Cardinality.MANDATORY, false, List.of("org.viaduct.store.selection")));

        assertThat(why("a")).contains("none matches (k=v)");
    }

    @Test
    void of_an_active_bundle_that_registers_a_service_later_it_says_what_that_waits_for() {
        part("store.selection", Part.State.ACTIVE, STORE);
        component(
                "store.selection",
                Component.State.SATISFIED,
                "x.Backends",
                missing("x.Backend", Cardinality.ANY_NUMBER));
        offered.put("x.Backend", new Offers.Offer("store.embedded", List.of("viaduct-store-embedded")));

        assertThat(why("Store")).contains("goes without a service").contains("feature:install viaduct-store-embedded");
    }

    @Test
    void everything_together_counts_what_a_root_cause_concerns() {
        part("cwmp.devices", Part.State.ACTIVE, DEVICES);
        part("cwmp.client", Part.State.ACTIVE);
        part("store.selection", Part.State.STOPPED, STORE);
        component("cwmp.devices", Component.State.UNSATISFIED, DEVICES, missing(STORE, Cardinality.MANDATORY));
        component("cwmp.client", Component.State.SATISFIED, "x.C", missing(DEVICES, Cardinality.OPTIONAL));

        assertThat(diagnosis().all().values().stream().flatMap(Finding::roots))
                .hasSize(3)
                .containsOnly("org.viaduct.store.selection is stopped: bundle:start org.viaduct.store.selection");
    }

    @Test
    void bundles_components_and_services_are_offered_by_their_short_names() {
        part("cwmp.devices", Part.State.ACTIVE, DEVICES, "javax.servlet.Servlet");
        component("cwmp.devices", Component.State.SATISFIED, DEVICES, missing(STORE, Cardinality.MANDATORY));

        assertThat(diagnosis().names()).containsExactly("Devices", "It", "Store", "cwmp.devices");
    }

    @Test
    void what_works_is_not_listed() {
        part("a", Part.State.ACTIVE, "x.A");
        services.put("x.A", List.of("org.viaduct.a"));
        component("a", Component.State.SATISFIED, "x.A", missing("x.Vendor", Cardinality.ANY_NUMBER));

        assertThat(diagnosis().all()).isEmpty();
        assertThat(diagnosis().about("a")).hasSize(2).allSatisfy((fine, wrong) -> assertThat(wrong)
                .isEmpty());
        assertThat(diagnosis().about("nonsense")).isEmpty();
    }
}
