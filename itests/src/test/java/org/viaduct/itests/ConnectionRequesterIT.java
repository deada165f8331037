package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.Test;
import org.osgi.framework.ServiceRegistration;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.api.ConnectionRequester;
import org.viaduct.cwmp.api.ConnectionTarget;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;
import org.viaduct.onem2m.CmdType;

/** Another way of asking CPEs to connect comes, as a service of a bundle that the product does not know, and goes. */
public class ConnectionRequesterIT extends ContainerTest {

    /** As it would be for a CPE that is reached by XMPP. */
    private static final class OtherWay implements ConnectionRequester {

        private final SimulatedCpe cpe;

        private OtherWay(SimulatedCpe cpe) {
            this.cpe = cpe;
        }

        @Override
        public Suitability suits(Device device) {
            return device.id().equals(cpe.id()) ? Suitability.BEST : Suitability.NONE;
        }

        @Override
        public CompletionStage<WakeResult> request(ConnectionTarget target) {
            assertThat(target.credentials()).isNotEmpty();
            cpe.informNow();
            return CompletableFuture.completedFuture(new WakeResult(Outcome.SENT, "told another way"));
        }
    }

    @Test
    public void a_way_of_asking_that_suits_better_is_taken_while_it_is_there() throws Exception {
        SimulatedCpe cpe = cpe("OTHERWAY");
        onem2m.createCommand("otherway", CmdType.REBOOT.value(), node(cpe), "");
        Dictionary<String, String> properties = new Hashtable<>();
        properties.put(ConnectionRequester.METHOD, "other");
        ServiceRegistration<ConnectionRequester> registration =
                context.registerService(ConnectionRequester.class, new OtherWay(cpe), properties);
        try {
            assertThat(onem2m.execute("cse-in/otherway").rsc()).isEqualTo(2004);
            assertThat(cpe.connectionRequests()).isZero();
        } finally {
            registration.unregister();
        }
        await().atMost(PATIENCE).until(() -> isBack(cpe));
        assertThat(onem2m.execute("cse-in/otherway").rsc()).isEqualTo(2004);
        assertThat(cpe.connectionRequests()).isPositive();
    }

    @Test
    public void the_stun_listener_comes_when_it_is_configured_comes_again_after_an_update_and_goes() throws Exception {
        try (StunInUse stun = new StunInUse()) {
            await().atMost(PATIENCE).until(stun::answers);
            bundle("cwmp.stun").update();
            await().atMost(PATIENCE).until(stun::answers);
            bundle("cwmp.stun").stop();
            try {
                assertThat(stun.answers()).isFalse();
            } finally {
                bundle("cwmp.stun").start();
            }
            await().atMost(PATIENCE).until(stun::answers);
        }
    }

    private static boolean isBack(SimulatedCpe cpe) {
        return cpe.state() == CpeState.IDLE
                && cpe.informs().stream()
                        .flatMap(inform -> inform.event().stream())
                        .anyMatch(event -> event.eventCode().equals("M Reboot"));
    }
}
