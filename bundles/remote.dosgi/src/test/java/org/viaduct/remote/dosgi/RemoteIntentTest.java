package org.viaduct.remote.dosgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.viaduct.cwmp.codec.Field.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.jaxrs.json.JacksonJsonProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import javax.ws.rs.core.MediaType;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.codec.VendorResponse;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.spi.VendorRpc;

class RemoteIntentTest {

    private static final String PING = "X_00D09E_Ping";
    private static final VendorRpc OLD = new Rpc(OldPing.SHAPE);
    private static final VendorRpc NEW = new Rpc(NewPing.SHAPE);

    private final RemoteIntent intent = new RemoteIntent(new RemoteSettings(
            (RemoteConfiguration) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {RemoteConfiguration.class, Annotation.class},
                    (proxy, method, arguments) -> method.getDefaultValue()),
            Path.of("")));

    /** A ping as one bundle of the vendor has it. */
    record OldPing(String host) implements VendorRequest {

        static final Shape<OldPing> SHAPE = Shape.of(OldPing.class, text("Host", 64, OldPing::host), OldPing::new)
                .named(PING);

        @Override
        public Shape<OldPing> shape() {
            return SHAPE;
        }
    }

    /** A ping as another has it. */
    record NewPing(String host) implements VendorRequest {

        static final Shape<NewPing> SHAPE = Shape.of(NewPing.class, text("Host", 64, NewPing::host), NewPing::new)
                .named(PING);

        @Override
        public Shape<NewPing> shape() {
            return SHAPE;
        }
    }

    record Pong(String reply) implements VendorResponse {

        static final Shape<Pong> SHAPE =
                Shape.of(Pong.class, text("Reply", 64, Pong::reply), Pong::new).named(PING + "Response");

        @Override
        public Shape<Pong> shape() {
            return SHAPE;
        }
    }

    private record Rpc(Shape<? extends VendorRequest> request) implements VendorRpc {

        @Override
        public Shape<? extends VendorResponse> response() {
            return Pong.SHAPE;
        }
    }

    private static Map<String, Object> properties(long id, int ranking) {
        return Map.of(Constants.SERVICE_ID, id, Constants.SERVICE_RANKING, ranking);
    }

    private CwmpMessage read() throws Exception {
        ObjectMapper json = ((JacksonJsonProvider) intent.getIntents().get(0))
                .locateMapper(CwmpRequest.class, MediaType.APPLICATION_JSON_TYPE);
        return json.readValue("{\"" + PING + "\":{\"Host\":\"h\"}}", CwmpRequest.class);
    }

    @Test
    void messages_of_a_vendor_are_read_as_the_bundle_of_the_highest_ranking_has_them_at_present() throws Exception {
        assertThat(read()).isInstanceOf(UnknownRequest.class);

        intent.addRpc(OLD, properties(1, 1));
        intent.addRpc(NEW, properties(2, 0));
        assertThat(read()).isEqualTo(new OldPing("h"));

        intent.updatedRpc(NEW, properties(2, 2));
        assertThat(read()).isEqualTo(new NewPing("h"));

        intent.removeRpc(NEW, properties(2, 2));
        assertThat(read()).isEqualTo(new OldPing("h"));
    }
}
