package org.viaduct.cwmp.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.viaduct.cwmp.codec.Field.text;
import static org.viaduct.cwmp.queue.Bench.CPE;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.codec.VendorResponse;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.spi.VendorRpc;

/** RPCs of a vendor whose bundle comes and goes. */
class VendorRpcTest {

    private static final Map<String, Object> SERVICE = Map.of("service.id", 1L);
    private static final Ping PING = new Ping("a.example");

    private final Bench bench = new Bench();

    record Ping(String host) implements VendorRequest {
        static final Shape<Ping> SHAPE =
                Shape.of(Ping.class, text("Host", 64, Ping::host), Ping::new).named("X_00D09E_Ping");

        @Override
        public Shape<Ping> shape() {
            return SHAPE;
        }
    }

    record Pong(String reply) implements VendorResponse {
        static final Shape<Pong> SHAPE =
                Shape.of(Pong.class, text("Text", 64, Pong::reply), Pong::new).named("X_00D09E_PingResponse");

        @Override
        public Shape<Pong> shape() {
            return SHAPE;
        }
    }

    private static final VendorRpc RPC = new VendorRpc() {
        @Override
        public Shape<Ping> request() {
            return Ping.SHAPE;
        }

        @Override
        public Shape<Pong> response() {
            return Pong.SHAPE;
        }
    };

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void it_is_sent_with_its_arguments_while_its_bundle_is_there_and_waits_otherwise() {
        bench.queue.addVendorRpc(RPC, SERVICE);
        bench.submit(PING);
        bench.queue.removeVendorRpc(RPC, SERVICE);
        assertThat(bench.session().next()).isEmpty();
        assertThat(bench.queue.list(CPE))
                .extracting(QueuedCall::state, QueuedCall::request)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        QueuedCall.State.WAITING, new UnknownRequest("X_00D09E_Ping")));

        bench.queue.addVendorRpc(RPC, SERVICE);
        Bench.Driven session = bench.session();
        assertThat(session.next()).contains(PING);
        session.answer(new Pong("here"));
        assertThat(bench.queue.list(CPE).get(0).outcome().orElseThrow().toString())
                .contains("here");
    }
}
