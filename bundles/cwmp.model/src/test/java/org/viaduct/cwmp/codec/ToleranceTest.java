package org.viaduct.cwmp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.SetParameterValuesFault;
import org.viaduct.cwmp.UnknownTime;
import org.viaduct.cwmp.rpc.*;

/** What real devices do, and what the reader makes of it. */
class ToleranceTest {
    private static final String UUID = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

    @Test
    void a_tr_098_gateway_informs() throws Exception {
        Envelope envelope = read(RealInforms.TR_098);

        assertThat(envelope.id()).isEqualTo("1804289383");
        assertThat(envelope.namespace()).isEqualTo("urn:dslforum-org:cwmp-1-0");
        Inform inform = (Inform) envelope.body();
        assertThat(inform.deviceId().cpeId()).isEqualTo(new CpeId("00d09e", "HG 800-v2", "00D09E-0011223344"));
        assertThat(inform.event()).containsExactly(new EventStruct("0 BOOTSTRAP", ""), new EventStruct("1 BOOT", ""));
        assertThat(inform.currentTime()).isEqualTo(Instant.parse("1970-01-01T00:01:12.500Z"));
        assertThat(inform.parameterList())
                .containsExactly(
                        new ParameterValueStruct(
                                "InternetGatewayDevice.DeviceSummary",
                                "InternetGatewayDevice:1.4[](Baseline:1, EthernetLAN:1)"),
                        new ParameterValueStruct("InternetGatewayDevice.DeviceInfo.SoftwareVersion", "V100R001C01"),
                        new ParameterValueStruct(
                                "InternetGatewayDevice.ManagementServer.ConnectionRequestURL",
                                "http://127.0.0.1:30005/a?x=1&y=2"));
    }

    @Test
    void a_tr_181_router_informs() throws Exception {
        Envelope envelope = read(RealInforms.TR_181);

        assertThat(envelope.supportedVersions()).containsExactly("1.0", "1.1", "1.2", "1.3", "1.4");
        assertThat(envelope.sessionTimeout()).hasValue(60);
        assertThat(envelope.id()).isEqualTo("0");
        Inform inform = (Inform) envelope.body();
        assertThat(inform.deviceId())
                .isEqualTo(new DeviceIdStruct("Examplewrt", "F4F26D", "Archer_C7", "F4F26DAABBCC"));
        assertThat(inform.event()).contains(new EventStruct("M Download", "01HX-7"));
        assertThat(inform.currentTime()).isEqualTo(Instant.parse("2026-03-01T10:15:30Z"));
        assertThat(inform.retryCount()).isEqualTo(3);
        assertThat(inform.parameterList())
                .hasSize(9)
                .contains(new ParameterValueStruct("Device.DeviceInfo.UpTime", "42", "unsignedInt"));
    }

    @Test
    void prefixes_are_free_and_namespaces_may_be_declared_anywhere() throws Exception {
        String document =
                """
                <Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body>
                <x:Reboot xmlns:x='urn:dslforum-org:cwmp-1-1'><CommandKey xmlns=''>k</CommandKey></x:Reboot>
                </Body></Envelope>
                """;

        assertThat(read(document)).isEqualTo(Envelope.of("urn:dslforum-org:cwmp-1-1", "", new Reboot("k")));
    }

    @Test
    void arguments_may_be_qualified_and_in_any_order() throws Exception {
        assertThat(body("<cwmp:DeleteObject><cwmp:ParameterKey>k</cwmp:ParameterKey>"
                        + "<cwmp:ObjectName>Device.A.1.</cwmp:ObjectName></cwmp:DeleteObject>"))
                .isEqualTo(new DeleteObject("Device.A.1.", "k"));
    }

    @Test
    void unknown_headers_arguments_and_neighbours_are_skipped() throws Exception {
        String document = envelope(
                "<v:Secret xmlns:v='urn:v'><a><ID>9</ID></a></v:Secret><cwmp:ID>7</cwmp:ID>",
                "<v:Extra xmlns:v='urn:v'><Reboot/></v:Extra>"
                        + "<cwmp:Reboot><Why><deep>x</deep></Why><CommandKey>k</CommandKey></cwmp:Reboot>"
                        + "<multiRef xmlns='' id='1'>x</multiRef>");

        Envelope envelope = read(document);

        assertThat(envelope.id()).isEqualTo("7");
        assertThat(envelope.body()).isEqualTo(new Reboot("k"));
    }

    @Test
    void a_misspelt_response_is_the_one_that_is_awaited() throws Exception {
        byte[] document = envelope("", "<cwmp:downloadresponse><Status>1</Status></cwmp:downloadresponse>")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(new CwmpReader()
                        .read(new ByteArrayInputStream(document), Optional.of("DownloadResponse"))
                        .body())
                .isEqualTo(new DownloadResponse(1, UnknownTime.INSTANT, UnknownTime.INSTANT));
        assertThat(read(document).body()).isEqualTo(new UnknownResponse("downloadresponse"));
    }

    @Test
    void the_header_may_follow_the_body() throws Exception {
        String document =
                "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:c='urn:dslforum-org:cwmp-1-0'>"
                        + "<s:Body><c:FactoryResetResponse/></s:Body><s:Header><c:ID>7</c:ID></s:Header></s:Envelope>";

        assertThat(read(document)).isEqualTo(Envelope.of("urn:dslforum-org:cwmp-1-0", "7", new FactoryResetResponse()));
    }

    @ParameterizedTest
    @CsvSource({
        "urn:dslforum-org:cwmp-1-0, urn:dslforum-org:cwmp-1-0",
        "urn:dslforum-org:cwmp-1-3, urn:dslforum-org:cwmp-1-3",
        "urn:dslforum-org:cwmp-1-4, urn:dslforum-org:cwmp-1-4",
        "urn:dslforum-org:cwmp-1-7, urn:dslforum-org:cwmp-1-2",
        "urn:dslforum-org:cwmp-2-0, urn:dslforum-org:cwmp-1-2",
        "URN:dslforum-org:cwmp-1-1, urn:dslforum-org:cwmp-1-1"
    })
    void the_namespace_to_answer_in_is_the_one_spoken_or_the_nearest(String spoken, String answered) throws Exception {
        String document = envelope("", "<x:FactoryReset xmlns:x='" + spoken + "'/>");

        assertThat(read(document).namespace()).isEqualTo(answered);
    }

    @Test
    void an_rpc_in_no_namespace_has_that_of_the_header() throws Exception {
        assertThat(read(envelope("<x:ID xmlns:x='urn:dslforum-org:cwmp-1-1'>1</x:ID>", "<FactoryReset/>")))
                .isEqualTo(Envelope.of("urn:dslforum-org:cwmp-1-1", "1", new FactoryReset()));
    }

    @Test
    void values_without_type_or_with_a_vendors_type_are_taken() throws Exception {
        assertThat(
                        body(
                                """
                        <cwmp:GetParameterValuesResponse><ParameterList>
                        <a><Name>A</Name><Value>1</Value></a>
                        <b><Name>B</Name><Value xsi:type="xsd:json">{}</Value></b>
                        <c><Name>C</Name><Value xsi:type="string(1024)">s</Value></c>
                        <d><Name>D</Name></d>
                        </ParameterList></cwmp:GetParameterValuesResponse>
                        """))
                .isEqualTo(new GetParameterValuesResponse(List.of(
                        new ParameterValueStruct("A", "1"),
                        new ParameterValueStruct("B", "{}", "json"),
                        new ParameterValueStruct("C", "s"),
                        new ParameterValueStruct("D", ""))));
    }

    @Test
    void a_byte_order_mark_blanks_before_and_rubbish_after_the_document_do_no_harm() throws Exception {
        String document = RealInforms.TR_181;

        assertThat(read("\uFEFF" + document)).isEqualTo(read(document));
        assertThat(read("\uFEFF \r\n\t" + document)).isEqualTo(read(document));
        assertThat(read(" \r\n" + document + "\u0000\u0000 \n rubbish & <")).isEqualTo(read(document));
    }

    @Test
    void the_declared_encoding_counts() throws Exception {
        String latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + kicked("M\u00FCller");

        assertThat(read(latin.getBytes(StandardCharsets.ISO_8859_1)).body()).isEqualTo(kickedWith("M\u00FCller"));
    }

    @Test
    void utf_16_is_known_by_its_mark() throws Exception {
        String document = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + kicked("M\u00FCller");

        assertThat(read(document.getBytes(StandardCharsets.UTF_16)).body()).isEqualTo(kickedWith("M\u00FCller"));
        assertThat(read(document.getBytes(StandardCharsets.UTF_16LE)).body()).isEqualTo(kickedWith("M\u00FCller"));
    }

    @Test
    void an_unknown_encoding_is_taken_for_utf_8() throws Exception {
        String document = "<?xml version=\"1.0\" encoding=\"klingon\"?>" + kicked("M\u00FCller");

        assertThat(read(document).body()).isEqualTo(kickedWith("M\u00FCller"));
    }

    @Test
    void bytes_that_are_no_utf_8_are_taken_for_latin_1() throws Exception {
        byte[] document = kicked("M\u00FCller \u20AC").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream broken = new ByteArrayOutputStream();
        for (byte b : document) {
            if (b != (byte) 0xC3) {
                broken.write(b == (byte) 0xBC ? 0xFC : b);
            }
        }

        assertThat(read(broken.toByteArray()).body()).isEqualTo(kickedWith("M\u00FCller \u20AC"));
    }

    @Test
    void illegal_characters_and_references_to_them_are_replaced() throws Exception {
        assertThat(read(kicked("a\u0001b&#0;c&#x1F;d&#xD800;e&#99999999;f")).body())
                .isEqualTo(kickedWith("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf"));
    }

    @Test
    void an_ampersand_that_begins_no_reference_is_text() throws Exception {
        assertThat(read(kicked("a&b &amp;&lt;&gt;&quot;&apos;&#65;&#x42; &nbsp; &; &#; &#x; && &amp"))
                        .body())
                .isEqualTo(kickedWith("a&b &<>\"'AB &nbsp; &; &#; &#x; && &amp"));
    }

    @Test
    void an_ampersand_in_a_cdata_section_stays() throws Exception {
        assertThat(read(kicked("1<![CDATA[a&b ]] <c> &amp;]]>2&3")).body())
                .isEqualTo(kickedWith("1a&b ]] <c> &amp;2&3"));
    }

    @Test
    void a_document_that_comes_byte_by_byte_reads_the_same() throws Exception {
        byte[] document = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                        + kicked("a&b \uD83D\uDE00 \u00FC &#0; " + "x".repeat(9000)))
                .getBytes(StandardCharsets.UTF_8);
        InputStream slow = new ByteArrayInputStream(document) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(1, length));
            }
        };

        assertThat(new CwmpReader().read(slow)).isEqualTo(read(document));
    }

    @Test
    void missing_arguments_are_empty_where_that_says_the_same() throws Exception {
        assertThat(
                        body(
                                "<cwmp:TransferComplete><FaultStruct><FaultCode> 0 </FaultCode></FaultStruct></cwmp:TransferComplete>"))
                .isEqualTo(new TransferComplete("", FaultStruct.NONE, UnknownTime.INSTANT, UnknownTime.INSTANT));
        assertThat(body("<cwmp:SetParameterValuesResponse><Status/></cwmp:SetParameterValuesResponse>"))
                .isEqualTo(new SetParameterValuesResponse(0));
        assertThat(body("<cwmp:GetParameterNames><ParameterPath/><NextLevel/></cwmp:GetParameterNames>"))
                .isEqualTo(new GetParameterNames("", false));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T10:15:30Z, 2026-03-01T10:15:30Z",
        "2026-03-01T10:15:30, 2026-03-01T10:15:30Z",
        "2026-03-01T10:15:30.123456, 2026-03-01T10:15:30.123456Z",
        "2026-03-01T10:15:30+01:00, 2026-03-01T09:15:30Z",
        "2026-03-01T10:15:30+0100, 2026-03-01T09:15:30Z",
        "2026-03-01T10:15:30-05, 2026-03-01T15:15:30Z",
        "' 2026-03-01T10:15:30Z ', 2026-03-01T10:15:30Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00, 0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+01:00, 0001-01-01T00:00:00Z",
        "0000-00-00T00:00:00, 0001-01-01T00:00:00Z",
        "yesterday, 0001-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59-18:00, 0001-01-01T00:00:00Z",
        "'', 0001-01-01T00:00:00Z"
    })
    void times_are_read_with_and_without_zone(String text, Instant time) throws Exception {
        assertThat(body("<cwmp:UploadResponse><Status>1</Status><StartTime>" + text
                        + "</StartTime></cwmp:UploadResponse>"))
                .isEqualTo(new UploadResponse(1, time, UnknownTime.INSTANT));
    }

    @Test
    void results_come_repeated_or_as_one_array() throws Exception {
        String result = "<UUID>" + UUID + "</UUID><CurrentState>Installed</CurrentState><Resolved>1</Resolved>"
                + "<Fault><FaultCode>0</FaultCode></Fault>";
        String key = "<CommandKey>k</CommandKey></cwmp:DUStateChangeComplete>";
        CwmpMessage expected = body(
                "<cwmp:DUStateChangeComplete><Results>" + result + "</Results><Results>" + result + "</Results>" + key);
        String items = "<OpResultStruct>" + result + "</OpResultStruct><OpResultStruct>" + result + "</OpResultStruct>";

        assertThat(((DUStateChangeComplete) expected).results()).hasSize(2);
        assertThat(body("<cwmp:DUStateChangeComplete><Results>" + items + "</Results>" + key))
                .isEqualTo(expected);
        assertThat(body("<cwmp:DUStateChangeComplete><Results soap-enc:arrayType='cwmp:OpResultStruct[2]'>" + items
                        + "</Results>" + key))
                .isEqualTo(expected);
    }

    @Test
    void operations_come_repeated_or_as_one_array() throws Exception {
        String members = "<UUID>" + UUID + "</UUID>";
        CwmpMessage expected = new ChangeDUState(
                List.of(new UninstallOpStruct(UUID, "", ""), new UpdateOpStruct("", "", "", "", "")), "");

        assertThat(body("<cwmp:ChangeDUState><Operations xsi:type='cwmp:UninstallOpStruct'>" + members
                        + "</Operations><Operations xsi:type='cwmp:UpdateOpStruct'/></cwmp:ChangeDUState>"))
                .isEqualTo(expected);
        assertThat(body("<cwmp:ChangeDUState><Operations><UninstallOpStruct>" + members
                        + "</UninstallOpStruct><i xsi:type='UpdateOpStruct'/></Operations></cwmp:ChangeDUState>"))
                .isEqualTo(expected);
    }

    @Test
    void a_fault_has_its_code_text_and_all_parameters() throws Exception {
        assertThat(
                        body(
                                """
                                <soap:Fault><faultcode>soap:Client</faultcode><faultstring>CWMP fault</faultstring><detail>
                                <cwmp:Fault><FaultCode>9003</FaultCode><FaultString>Invalid</FaultString>
                                <SetParameterValuesFault><ParameterName>A</ParameterName><FaultCode>9007</FaultCode>
                                <FaultString>bad</FaultString></SetParameterValuesFault>
                                <SetParameterValuesFault><ParameterName>B</ParameterName><FaultCode>9008</FaultCode>
                                </SetParameterValuesFault></cwmp:Fault></detail></soap:Fault>
                                """))
                .isEqualTo(new CwmpFault(
                        9003,
                        "Invalid",
                        List.of(
                                new SetParameterValuesFault("A", 9007, "bad"),
                                new SetParameterValuesFault("B", 9008, ""))));
    }

    @Test
    void a_fault_without_detail_is_an_internal_error_with_its_text() throws Exception {
        CwmpFault expected = new CwmpFault(9002, "out of memory");

        assertThat(
                        body(
                                "<soap:Fault><faultcode>Server</faultcode><faultstring>out of memory</faultstring></soap:Fault>"))
                .isEqualTo(expected);
        assertThat(body("<soap:Fault><faultstring>out of memory</faultstring><detail>text</detail></soap:Fault>"))
                .isEqualTo(expected);
    }

    @Test
    void a_fault_outside_a_soap_fault_is_a_fault() throws Exception {
        assertThat(body("<cwmp:Fault><FaultCode>9001</FaultCode></cwmp:Fault>")).isEqualTo(new CwmpFault(9001, ""));
    }

    private static CwmpMessage kickedWith(String arg) {
        return new Kicked("", "", arg, "");
    }

    private static String kicked(String arg) {
        return envelope("", "<cwmp:Kicked><Arg>" + arg + "</Arg></cwmp:Kicked>");
    }

    private static String envelope(String header, String body) {
        return "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'"
                + " xmlns:soap-enc='http://schemas.xmlsoap.org/soap/encoding/' xmlns:cwmp='urn:dslforum-org:cwmp-1-2'"
                + " xmlns:xsd='http://www.w3.org/2001/XMLSchema' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
                + "<soap:Header>" + header + "</soap:Header><soap:Body>" + body + "</soap:Body></soap:Envelope>";
    }

    private static CwmpMessage body(String body) throws Exception {
        return read(envelope("", body)).body();
    }

    private static Envelope read(String document) throws Exception {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    private static Envelope read(byte[] document) throws Exception {
        return new CwmpReader().read(new ByteArrayInputStream(document));
    }
}
