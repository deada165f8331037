package org.viaduct.cwmp.spi.present;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.codec.Arguments;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.CwmpWriter;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.Limits;
import org.viaduct.cwmp.codec.MalformedMessage;
import org.viaduct.cwmp.codec.PlainMessage;
import org.viaduct.cwmp.codec.PlainValue;
import org.viaduct.cwmp.codec.RpcDescription;
import org.viaduct.cwmp.codec.Transcript;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UnknownResponse;

class VendorRpcsTest {

    private static final Ping PING = new Ping("a.example", "secret", 3);
    private static final Map<String, Object> FIRST = Map.of("service.id", 1L);

    private final VendorRpcs rpcs = new VendorRpcs();
    private final CwmpReader reader = new CwmpReader(Limits.DEFAULT, rpcs);

    @Test
    void an_rpc_is_written_and_read_while_its_bundle_is_there_and_unknown_otherwise() throws Exception {
        Ping.Pong pong = new Ping.Pong(new FaultStruct(9800, "no route"));
        assertThat(read(PING)).isEqualTo(new UnknownRequest("X_00D09E_Ping"));

        rpcs.put(Ping.rpc("X_00D09E_Ping"), FIRST);
        assertThat(read(PING)).isEqualTo(PING);
        assertThat(read(pong)).isEqualTo(pong);

        rpcs.remove(FIRST);
        assertThat(read(pong)).isEqualTo(new UnknownResponse("X_00D09E_PingResponse"));
    }

    @Test
    void its_arguments_are_checked_and_its_secrets_masked() {
        assertThat(Arguments.violation(new Ping("x".repeat(17), "", 0)))
                .hasValue("X_00D09E_Ping.Host has 17 characters, at most 16 are allowed");
        assertThat(Transcript.of(Envelope.of(CwmpVersion.V1_0.namespace(), "1", PING), 1_000))
                .contains("X_00D09E_Ping", "a.example")
                .doesNotContain("secret");
    }

    @Test
    void a_request_without_what_it_needs_is_malformed() {
        rpcs.put(Ping.rpc("X_00D09E_Ping"), FIRST);
        byte[] xml = new CwmpWriter().write(Envelope.of(CwmpVersion.V1_0.namespace(), "1", PING));
        String without = new String(xml).replace("<Host>a.example</Host>", "");
        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(without.getBytes())))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("X_00D09E_Ping lacks Host");
    }

    @Test
    void people_can_call_it() {
        assertThat(rpcs.cpeMethod("X_00D09E_Ping")).isEmpty();
        assertThat(rpcs.cpeMethod("Reboot")).isPresent();
        rpcs.put(Ping.rpc("X_00D09E_Ping"), FIRST);
        RpcDescription description = rpcs.cpeMethod("X_00D09E_Ping").orElseThrow();
        assertThat(description.request(Map.of("Host", new PlainValue.Text("b"), "Count", new PlainValue.Text("2"))))
                .isEqualTo(new Ping("b", "", 2));
        assertThat(PlainMessage.of(PING).members()).containsKeys("Host", "Password", "Count");
    }

    @Test
    void of_two_with_one_name_the_higher_ranking_is_used() {
        rpcs.put(Ping.rpc("X_00D09E_Ping"), FIRST);
        var higher = Ping.rpc("X_00D09E_Ping");
        rpcs.put(higher, Map.of("service.id", 2L, "service.ranking", 5));
        assertThat(rpcs.cpeMethods()).hasSize(RpcDescription.cpeMethods().size() + 1);
        rpcs.remove(Map.of("service.id", 2L));
        assertThat(rpcs.named("X_00D09E_Ping")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Download", "X_0D09E_Ping", "X_00d09e_Ping", "X_00D09E_", "X_00D09E_a b"})
    void an_rpc_with_a_name_of_cwmp_or_nobodys_is_left_out(String name) {
        rpcs.put(Ping.rpc(name), FIRST);
        assertThat(rpcs.named(name)).isEmpty();
    }

    private CwmpMessage read(CwmpMessage message) throws Exception {
        byte[] xml = new CwmpWriter().write(Envelope.of(CwmpVersion.V1_0.namespace(), "1", message));
        return reader.read(new ByteArrayInputStream(xml)).body();
    }
}
