package org.viaduct.cwmp.spi.present;

import static org.viaduct.cwmp.codec.Field.fault;
import static org.viaduct.cwmp.codec.Field.text;
import static org.viaduct.cwmp.codec.Field.unsignedInt;

import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.codec.VendorResponse;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.spi.VendorRpc;

/** An RPC of a vendor. */
record Ping(String host, String password, long count) implements VendorRequest {

    static final Shape<Ping> SHAPE = Shape.of(
                    Ping.class,
                    text("Host", 16, Ping::host).required(),
                    text("Password", 16, Ping::password).asSecret(),
                    unsignedInt("Count", Ping::count),
                    Ping::new)
            .named("X_00D09E_Ping");

    @Override
    public Shape<Ping> shape() {
        return SHAPE;
    }

    record Pong(FaultStruct faultStruct) implements VendorResponse {

        static final Shape<Pong> SHAPE = Shape.of(Pong.class, fault("FaultStruct", Pong::faultStruct), Pong::new)
                .named("X_00D09E_PingResponse");

        @Override
        public Shape<Pong> shape() {
            return SHAPE;
        }
    }

    static VendorRpc rpc(String name) {
        return new VendorRpc() {
            @Override
            public Shape<Ping> request() {
                return SHAPE.named(name);
            }

            @Override
            public Shape<Pong> response() {
                return Pong.SHAPE.named(name + "Response");
            }
        };
    }
}
