package org.viaduct.remote.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.ws.rs.ProcessingException;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;
import org.viaduct.remote.FaultResource;
import org.viaduct.remote.GatewayResource;
import org.viaduct.remote.GatewayResource.Sought;

class RemoteCwmpClientTest {

    private final AtomicInteger lost = new AtomicInteger();

    /** A gateway that answers every call with what a function says of its first argument. */
    private RemoteCwmpClient client(Function<Object, Object> gateway) {
        GatewayResource resource = (GatewayResource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {GatewayResource.class},
                (proxy, method, arguments) -> gateway.apply(arguments[0]));
        FaultResource none = (FaultResource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {FaultResource.class}, (proxy, method, arguments) -> null);
        return new RemoteCwmpClient(new PresentGateway(resource, none, lost::incrementAndGet));
    }

    private static CpeId cpe(int number) {
        return new CpeId("00D09E", "", String.valueOf(number));
    }

    @Test
    void whom_to_seek_is_told_in_batches_and_each_cpe_once() {
        List<List<?>> batches = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch sought = new CountDownLatch(1);
        RemoteCwmpClient client = client(batch -> {
            batches.add((List<?>) batch);
            await().until(() -> sought.getCount() == 0);
            return null;
        });
        client.seek(cpe(0), false);
        await().until(() -> batches.size() == 1);
        IntStream.range(1, 1_201).forEach(number -> client.seek(cpe(number), true));
        client.seek(cpe(7), false);
        sought.countDown();

        await().until(() -> batches.stream().mapToInt(List::size).sum() == 1_201);
        assertThat(batches).allMatch(batch -> batch.size() <= 500).hasSize(4);
        assertThat(batches.stream().flatMap(List::stream).map(Sought.class::cast))
                .contains(new Sought(cpe(7), false), new Sought(cpe(8), true))
                .doesNotContain(new Sought(cpe(7), true));
        client.close();
    }

    @Test
    void a_gateway_that_does_not_take_a_batch_is_lost() {
        RemoteCwmpClient client = client(batch -> {
            throw new ProcessingException("refused");
        });

        client.seek(cpe(1), false);

        await().until(() -> lost.get() == 1);
        client.close();
    }

    @Test
    void a_cpe_that_cannot_be_woken_for_the_gateway_is_away_may_be_woken_later() {
        RemoteCwmpClient away = client(woken -> {
            throw new ProcessingException("refused");
        });
        assertThat(away.wake(cpe(1)).toCompletableFuture().join().outcome()).isEqualTo(Outcome.BUSY);
        away.close();

        RemoteCwmpClient present = client(woken -> new WakeResult(Outcome.ACCEPTED, "it comes"));
        assertThat(present.wake(cpe(1)).toCompletableFuture().join().outcome()).isEqualTo(Outcome.ACCEPTED);
        present.close();
    }
}
