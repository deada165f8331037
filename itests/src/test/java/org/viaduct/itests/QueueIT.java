package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.ServiceReference;
import org.viaduct.cpe.simulator.Drop;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.QueuedCall.State;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.Reboot;

/** RPCs that wait for single CPEs. */
public class QueueIT extends ContainerTest {

    private static final String VERSION = "0.1.2";
    private static final GetParameterValues SERIAL_NUMBER =
            new GetParameterValues(List.of("Device.DeviceInfo.SerialNumber"));

    @Test
    public void a_call_makes_its_cpe_connect_and_is_answered() throws Exception {
        SimulatedCpe cpe = cpe("CALLED");
        QueuedCall call = submit(cpe, SERIAL_NUMBER);

        QueuedCall ended = queue().ended(call.id()).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(serialNumber(ended)).contains(cpe.serialNumber());
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void a_call_survives_the_updates_of_the_queue_and_of_the_client() throws Exception {
        SimulatedCpe cpe = cpe("QUEUED");
        cpe.stop();
        QueuedCall call = submit(cpe, SERIAL_NUMBER);

        bundle("cwmp.queue").update(Rebadged.jar("cwmp.queue", VERSION));
        bundle("cwmp.client").update(Rebadged.jar("cwmp.client", VERSION));
        assertThat(found(call).state()).isEqualTo(State.WAITING);
        cpe.start();

        QueuedCall ended = await().atMost(PATIENCE).until(() -> found(call), found -> found.state() == State.ANSWERED);
        assertThat(serialNumber(ended)).contains(cpe.serialNumber());
        assertThat(cpe.received()).filteredOn(SERIAL_NUMBER::equals).hasSize(1);
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void a_call_whose_cpe_dies_is_unknown_and_not_sent_again() throws Exception {
        SimulatedCpe cpe = cpe("DYING", builder -> builder.script(script -> script.drop("Reboot", Drop.BEFORE_RPC)));
        QueuedCall call = submit(cpe, new Reboot("once"));

        await().atMost(PATIENCE).until(() -> found(call).state() == State.UNKNOWN);

        QueuedCall later = submit(cpe, SERIAL_NUMBER);
        await().atMost(PATIENCE).until(() -> found(later).state() == State.ANSWERED);
        assertThat(cpe.received()).filteredOn(Reboot.class::isInstance).hasSize(1);
        assertThat(found(call).state()).isEqualTo(State.UNKNOWN);
        assertThat(queue().list(cpe.id())).extracting(QueuedCall::id).containsExactly(later.id(), call.id());
    }

    private QueuedCall submit(SimulatedCpe cpe, CwmpRequest request) {
        return queue().submit(cpe.id(), request, CallQueue.ORDINARY, Duration.ofHours(1));
    }

    private QueuedCall found(QueuedCall call) {
        return queue().find(call.id()).orElseThrow();
    }

    /** The queue that is there at present. */
    private CallQueue queue() {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            ServiceReference<CallQueue> reference = context.getServiceReference(CallQueue.class);
                            return Optional.ofNullable(reference).map(context::getService);
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<String> serialNumber(QueuedCall call) {
        return call.outcome()
                .filter(CwmpOutcome.Success.class::isInstance)
                .map(outcome -> (GetParameterValuesResponse) ((CwmpOutcome.Success) outcome).response())
                .flatMap(response -> response.parameterList().stream().findFirst())
                .map(ParameterValueStruct::value);
    }
}
