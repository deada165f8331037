package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.spi.ManagedObject;
import org.viaduct.cwmp.spi.ObjectAttribute;
import org.viaduct.cwmp.spi.ParameterType;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.cwmp.spi.VendorObject;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.itests.SecureCpe.SelfTest;

/** The {@code <mgmtObj>} of the sample of a vendor bundle, while that is installed, outranked, updated and removed. */
public class VendorObjectIT extends ContainerTest {

    private static final String FOLDER = "sample.vendor";
    private static final String SCHEMA = "http://acme.example/schemas/cabinet-1.xsd";

    private Bundle installed;

    @Before
    public void the_sample_is_there() throws Exception {
        installed = context.installBundle("sample:" + System.nanoTime(), Rebadged.jar(FOLDER, "0.1.1"));
        installed.start();
    }

    @After
    public void the_sample_goes() throws Exception {
        if (installed.getState() != Bundle.UNINSTALLED) {
            installed.uninstall();
        }
    }

    @Test
    public void an_object_of_the_cpe_is_read_by_retrieve() throws Exception {
        SimulatedCpe cpe = secureCpe("OBJREAD");
        JsonNode cabinet = cabinet(cpe);
        assertThat(cabinet.path("mgd").asInt(-1)).isZero();
        assertThat(cabinet.path("mgs").asText()).isEqualTo(SCHEMA);
        assertThat(cabinet.at("/obps/0").asText()).isEqualTo("Device.X_00D09E_Cabinet.");
        assertThat(cabinet.path("dost").asText()).isEqualTo("Closed");
        assertThat(cabinet.path("temp").asInt()).isEqualTo(-5);
        assertThat(cabinet.path("sete").asBoolean(true)).isFalse();
        assertThat(last(cpe)).isInstanceOf(GetParameterValues.class);

        assertThat(onem2m.retrieve(address(cpe) + "?atrl=temp").resource().size())
                .isEqualTo(1);
        assertThat(((GetParameterValues) last(cpe)).parameterNames())
                .containsExactly("Device.X_00D09E_Cabinet.Temperature");
        assertThat(onem2m.retrieve(node(cpe) + "?rcn=4")
                        .resource()
                        .at("/acme:cab/0/dost")
                        .asText())
                .isEqualTo("Closed");
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void an_update_sets_parameters_all_or_none() throws Exception {
        SimulatedCpe cpe = secureCpe("OBJWRITE");
        Answer updated = update(cpe, "{\"ledc\":\"Red\"}");
        assertThat(updated.rsc()).describedAs(updated.toString()).isEqualTo(2004);
        assertThat(updated.resource().path("ledc").asText()).isEqualTo("Red");
        assertThat(cpe.parameter("Device." + SecureCpe.LED)).contains("Red");
        assertThat(last(cpe)).isInstanceOf(SetParameterValues.class);

        Answer refused = update(cpe, "{\"ledc\":\"Blue\"}");
        assertThat(refused.rsc()).describedAs(refused.toString()).isEqualTo(4000);
        assertThat(refused.debug()).contains("fault 9003").contains("LEDColour: 9007");
        assertThat(cabinet(cpe).path("ledc").asText()).isEqualTo("Red");

        assertThat(update(cpe, "{\"dost\":\"Open\"}").debug()).contains("dost (doorState) is not permitted");
        assertThat(update(cpe, "{\"nope\":1}").debug()).contains("has no attribute 'nope'");
        assertThat(update(cpe, "{\"ledc\":7}").debug()).contains("ledc must be a text");
        assertThat(update(cpe, "{\"lbl\":[\"attic\"]}").rsc()).isEqualTo(2004);
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void a_trigger_runs_the_rpc_of_the_vendor() throws Exception {
        SimulatedCpe cpe = secureCpe("OBJTRIGGER");
        Answer tested = update(cpe, "{\"sete\":true}");
        assertThat(tested.rsc()).describedAs(tested.toString()).isEqualTo(2004);
        assertThat(tested.resource().path("sete").asBoolean(true)).isFalse();
        assertThat(cpe.received()).hasAtLeastOneElementOfType(SelfTest.class);
        assertThat(cabinet(cpe).path("setr").asText()).isEqualTo("Passed");

        cpe.change(SecureCpe.DOOR, "Open");
        Answer refused = update(cpe, "{\"ledc\":\"Red\",\"sete\":true}");
        assertThat(refused.rsc()).describedAs(refused.toString()).isEqualTo(4000);
        assertThat(refused.debug()).contains("fault 9803 (The door of the cabinet is open)");
        assertThat(cabinet(cpe).path("ledc").asText()).isEqualTo("Red");
    }

    @Test
    public void a_subscriber_is_told_what_the_cpe_tells() throws Exception {
        SimulatedCpe cpe = secureCpe("OBJNOTIFY");
        assertThat(cabinet(cpe).path("dost").asText()).isEqualTo("Closed");
        try (Subscriber subscriber = new Subscriber()) {
            String subscription = subscribe(cpe, subscriber);
            cpe.change(SecureCpe.DOOR, "Open");
            JsonNode event = await().atMost(PATIENCE)
                    .until(() -> subscriber.events(subscription), (List<JsonNode> events) -> !events.isEmpty())
                    .get(0);
            assertThat(event.at("/rep/acme:cab/dost").asText()).isEqualTo("Open");
        }
    }

    @Test
    public void it_outlives_its_bundle_with_its_subscriptions() throws Exception {
        SimulatedCpe cpe = secureCpe("OBJSTAY");
        JsonNode before = cabinet(cpe);
        try (Subscriber subscriber = new Subscriber()) {
            String subscription = subscribe(cpe, subscriber);

            installed.update(Rebadged.jar(FOLDER, "0.1.2"));
            assertThat(cabinet(cpe).path("ri")).isEqualTo(before.path("ri"));
            assertThat(onem2m.delete(address(cpe)).rsc()).isEqualTo(4005);

            installed.uninstall();
            Answer refused = onem2m.retrieve(address(cpe));
            assertThat(refused.rsc()).describedAs(refused.toString()).isEqualTo(5000);
            assertThat(refused.debug()).contains(SCHEMA).contains("org.viaduct.sample.vendor did so last");
            assertThat(onem2m.retrieve(node(cpe) + "?rcn=4")
                            .resource()
                            .at("/acme:cab/0/dost")
                            .asText())
                    .isEqualTo("Closed");
            assertThat(update(cpe, "{\"dc\":\"by the door\"}").rsc()).isEqualTo(2004);

            the_sample_is_there();
            assertThat(cabinet(cpe).path("ri")).isEqualTo(before.path("ri"));
            assertThat(onem2m.retrieve(subscription).rsc()).isEqualTo(2000);

            installed.uninstall();
            assertThat(onem2m.delete(address(cpe)).rsc()).isEqualTo(2002);
        }
    }

    @Test
    public void it_appears_on_cpes_that_are_known_when_a_bundle_comes_and_the_highest_ranking_says_how()
            throws Exception {
        installed.uninstall();
        SimulatedCpe cpe = secureCpe("OBJRANK");
        assertThat(onem2m.retrieve(address(cpe)).rsc()).isEqualTo(4004);
        the_sample_is_there();
        await().atMost(PATIENCE).until(() -> onem2m.retrieve(address(cpe)).rsc() == 2000);

        Hashtable<String, Object> higher = new Hashtable<>();
        higher.put(VendorDevices.OUIS, "00D09E");
        higher.put("service.ranking", 10);
        ManagedObject other = new ManagedObject(
                "acme:cab",
                "cabinet",
                SCHEMA,
                "urn:acme-example:secure-cpe-2-0",
                "Device.DeviceInfo.",
                List.of(ObjectAttribute.readOnly("doorState", "dost", ParameterType.STRING, "ProductClass")));
        ServiceRegistration<VendorObject> outranking = context.registerService(VendorObject.class, () -> other, higher);
        try {
            assertThat(cabinet(cpe).path("dost").asText()).isEqualTo("SecureCPE");
        } finally {
            outranking.unregister();
        }
        assertThat(cabinet(cpe).path("dost").asText()).isEqualTo("Closed");
    }

    @Test
    public void a_cpe_that_cannot_be_reached_is_answered_6020() throws Exception {
        SimulatedCpe cpe = secureCpe("OBJOFF");
        assertThat(cabinet(cpe).path("dost").asText()).isEqualTo("Closed");
        cpe.stop();
        Answer refused = onem2m.retrieve(address(cpe));
        assertThat(refused.rsc()).describedAs(refused.toString()).isEqualTo(6020);
    }

    private SimulatedCpe secureCpe(String serialPrefix) throws IOException {
        return cpe(serialPrefix, builder -> builder.productClass("SecureCPE").vendor(new SecureCpe()));
    }

    private static String address(SimulatedCpe cpe) {
        return node(cpe) + "/cabinet";
    }

    private JsonNode cabinet(SimulatedCpe cpe) {
        Answer retrieved = onem2m.retrieve(address(cpe));
        assertThat(retrieved.rsc()).describedAs(retrieved.toString()).isEqualTo(2000);
        return retrieved.resource();
    }

    private Answer update(SimulatedCpe cpe, String attributes) {
        return onem2m.update(address(cpe), "{\"acme:cab\":" + attributes + "}");
    }

    private String subscribe(SimulatedCpe cpe, Subscriber subscriber) {
        Answer created = onem2m.create(
                address(cpe),
                23,
                "{\"m2m:sub\":{\"rn\":\"watch\",\"nu\":[\"" + subscriber.url() + "\"],\"enc\":{\"net\":[1]}}}");
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
        return address(cpe) + "/watch";
    }

    private static CwmpRequest last(SimulatedCpe cpe) {
        List<CwmpRequest> received = cpe.received();
        return received.get(received.size() - 1);
    }
}
