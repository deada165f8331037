package org.viaduct.interworking.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.spi.ManagedObject;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;

/** Which {@code <mgmtObj>}s there are, and what of them outlives whom. */
class ResourcesOfCpesTest {

    private static final CpeId OTHER = new CpeId("AABBCC", "Box", "2");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void an_inform_makes_it_with_what_it_tells() {
        bench.vendorComes();
        bench.informs(Bench.CPE, new ParameterValueStruct(Bench.DOOR, "Open"));
        assertThat(bench.cabinet().attributes())
                .containsEntry("mgd", 0L)
                .containsEntry("mgs", Bench.SCHEMA)
                .containsEntry("obis", List.of("urn:acme:model:1"))
                .containsEntry("obps", List.of("Device.X_00D09E_Cabinet."))
                .containsEntry("dost", "Open")
                .containsEntry("rest", false)
                .doesNotContainKeys("temp", "ledc", "pin");
    }

    @Test
    void a_later_inform_changes_what_is_different_and_nothing_else() {
        bench.vendorComes();
        bench.informs(Bench.CPE, new ParameterValueStruct(Bench.DOOR, "Open"));
        long revision = bench.cabinet().revision();
        bench.informs(Bench.CPE, new ParameterValueStruct(Bench.DOOR, "Open"));
        assertThat(bench.cabinet().revision()).isEqualTo(revision);
        bench.informs(Bench.CPE, new ParameterValueStruct(Bench.DOOR, "Closed"));
        assertThat(bench.cabinet().text("dost")).contains("Closed");
    }

    @Test
    void a_value_that_is_none_of_its_type_is_left_out() {
        bench.vendorComes();
        bench.informs(Bench.CPE, new ParameterValueStruct("Device.X_00D09E_Cabinet.Temperature", "warm"));
        assertThat(bench.cabinet().attributes()).doesNotContainKey("temp");
    }

    @Test
    void cpes_of_others_have_none() {
        bench.node(OTHER);
        bench.vendorComes();
        bench.informs(OTHER, new ParameterValueStruct(Bench.DOOR, "Open"));
        assertThat(bench.find(OTHER)).isEmpty();
    }

    @Test
    void cpes_that_are_known_get_it_when_the_bundle_comes() {
        bench.node(OTHER);
        bench.know(Bench.CPE, OTHER);
        bench.vendorComes();
        await().atMost(Duration.ofSeconds(30)).until(() -> bench.find(Bench.CPE).isPresent());
        assertThat(bench.find(OTHER)).isEmpty();
    }

    @Test
    void another_resource_of_its_name_stays_as_it_is() {
        Resource node = bench.store.find(new ResourceId("nod-1")).orElseThrow();
        Resource other =
                new Resource(new ResourceId("x"), Optional.of(node.id()), "cabinet", 13, Map.of("mgd", 1007L), 0);
        bench.store.apply(Change.builder().create(other).build());
        bench.vendorComes();
        bench.informs(Bench.CPE, new ParameterValueStruct(Bench.DOOR, "Open"));
        assertThat(bench.cabinet().attributes()).isEqualTo(Map.of("mgd", 1007L));
    }

    @Test
    void its_type_outlives_its_bundle_and_a_restart() {
        bench.vendorComes();
        bench.informs(Bench.CPE);
        bench.vendorGoes();
        assertThat(bench.types).containsKey("acme:cab");
        bench.close();
        assertThat(bench.types).isEmpty();
        try (Bench restarted = new Bench(bench.store)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> restarted.types.containsKey("acme:cab"));
            assertThat(restarted.types.get("acme:cab").isOf(bench.cabinet())).isTrue();
        }
    }

    @Test
    void an_update_of_the_bundle_with_other_attributes_changes_the_type_and_leaves_the_resource() {
        bench.vendorComes();
        bench.informs(Bench.CPE);
        Resource before = bench.cabinet();
        bench.vendorGoes();
        bench.vendorComes(new ManagedObject(
                "acme:cab",
                "cabinet",
                Bench.SCHEMA,
                "urn:acme:model:2",
                "Device.X_00D09E_Cabinet.",
                Bench.CABINET.attributes().subList(0, 1)));
        bench.informs(Bench.CPE);
        assertThat(bench.types.get("acme:cab").attribute("temp")).isEmpty();
        assertThat(bench.cabinet().id()).isEqualTo(before.id());
        assertThat(bench.cabinet().attributes()).containsEntry("obis", List.of("urn:acme:model:2"));
    }

    @Test
    void of_two_schemas_with_one_root_name_the_later_is_left_out() {
        bench.vendorComes();
        bench.interworking.addVendorObject(
                () -> Bench.object("acme:cab", "urn:acme:schema:2"), bench.properties(2L, 100));
        bench.informs(Bench.CPE);
        assertThat(bench.cabinet().text("mgs")).contains(Bench.SCHEMA);
        assertThat(bench.types.get("acme:cab").mgmtSchema()).contains(Bench.SCHEMA);
    }

    @Test
    void a_bundle_that_fails_harms_nobody() {
        bench.interworking.addVendorObject(
                () -> {
                    throw new IllegalStateException("broken");
                },
                bench.properties(2L, 100));
        bench.interworking.addVendorObject(() -> null, bench.properties(3L, 100));
        bench.vendorComes();
        bench.informs(Bench.CPE, new ParameterValueStruct(Bench.DOOR, "Open"));
        assertThat(bench.cabinet().text("dost")).contains("Open");
    }
}
