package org.viaduct.cpe.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.viaduct.cpe.simulator.ScriptedAcs.HttpHead;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.UnknownRequest;

class QuirkTest {
    private ScriptedAcs acs;
    private Fleet fleet;

    @BeforeEach
    void listen() throws IOException {
        acs = new ScriptedAcs();
    }

    @AfterEach
    void close() {
        fleet.close();
        acs.close();
    }

    private void boot(Quirk... quirks) throws IOException {
        fleet = Fleet.builder()
                .acs(acs.url())
                .manufacturer("Gerätebau")
                .quirks(quirks)
                .start();
        await().until(() -> fleet.cpe().sessions() >= 1);
    }

    private HttpHead head(int post) {
        return acs.posts().get(post).head();
    }

    private String text(int post) {
        return new String(head(post).body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void a_tolerant_reader_understands_every_quirk(Quirk quirk) throws IOException {
        acs.send(new GetParameterValues(List.of("Device.DeviceInfo.Manufacturer")));
        boot(quirk);

        assertThat(acs.received(Inform.class).get(0).deviceId().manufacturer()).isEqualTo("Gerätebau");
        assertThat(acs.received(GetParameterValuesResponse.class)
                        .get(0)
                        .parameterList()
                        .get(0)
                        .value())
                .isEqualTo("Gerätebau");
    }

    @Test
    void no_cookies_and_a_connection_per_request() throws IOException {
        boot(Quirk.NO_COOKIES, Quirk.CONNECTION_PER_REQUEST);

        assertThat(acs.posts().get(1).cookie()).isEmpty();
        assertThat(head(0).remote()).isNotEqualTo(head(1).remote());
    }

    @Test
    void chunks_have_no_content_length() throws IOException {
        boot(Quirk.CHUNKED);

        assertThat(head(0).transferEncoding()).isEqualTo("chunked");
    }

    @Test
    void documents_differ_as_they_should() throws IOException {
        boot(Quirk.ODD_PREFIXES, Quirk.SINGLE_QUOTES, Quirk.NO_XSI_TYPE, Quirk.BYTE_ORDER_MARK, Quirk.TRAILING_NUL);

        assertThat(text(0))
                .startsWith("\uFEFF<?xml")
                .endsWith("\0")
                .contains("<S:Envelope", "<ns.2:Inform>", "'urn:dslforum-org:cwmp-1-2'", "'ns.2:EventStruct[2]'")
                .doesNotContain("xsi:type", "cwmp:Inform");
    }

    @Test
    void latin_1_is_declared_and_used() throws IOException {
        boot(Quirk.ISO_8859_1);

        assertThat(new String(head(0).body(), StandardCharsets.ISO_8859_1)).contains("ISO-8859-1", "Gerätebau");
        assertThat(head(0).contentType()).endsWith("iso-8859-1");
    }

    @Test
    void faults_can_lack_their_detail_and_unknown_rpcs_an_answer() throws IOException {
        acs.send(new Reboot("k"), new UnknownRequest("X_Unknown"));
        fleet = Fleet.builder()
                .acs(acs.url())
                .quirks(Quirk.FAULT_WITHOUT_DETAIL, Quirk.EMPTY_POST_FOR_UNKNOWN_RPC)
                .script(script -> script.fault("Reboot", 9001))
                .start();
        await().until(() -> fleet.cpe().sessions() >= 1);

        assertThat(acs.received(CwmpFault.class)).hasSize(1);
        assertThat(text(2)).doesNotContain("9001");
        assertThat(head(3).body()).isEmpty();
    }
}
