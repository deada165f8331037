package org.viaduct.cwmp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.rpc.*;
import org.viaduct.cwmp.schema.CwmpSchema;

class CwmpCodecTest {
    private final CwmpReader reader = new CwmpReader();
    private final CwmpWriter writer = new CwmpWriter();

    static Stream<Arguments> messages() {
        Stream<CwmpMessage> v10 = Samples.since10();
        Stream<CwmpMessage> v11 = Stream.concat(Samples.since10(), Samples.since11());
        return Stream.of(
                        v10.map(message -> Arguments.of(CwmpVersion.V1_0, message)),
                        v11.map(message -> Arguments.of(CwmpVersion.V1_1, message)),
                        Samples.all().map(message -> Arguments.of(CwmpVersion.V1_2, message)),
                        Samples.all().map(message -> Arguments.of(CwmpVersion.V1_3, message)),
                        Samples.all().map(message -> Arguments.of(CwmpVersion.V1_4, message)))
                .flatMap(arguments -> arguments);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_keeps_to_the_schema_and_reads_back_equal(CwmpVersion version, CwmpMessage message) throws Exception {
        byte[] written = writer.write(Envelope.of(version.namespace(), "id-1", message));

        assertThat(CwmpSchema.violation(written, version))
                .as(() -> text(written))
                .isEmpty();
        assertThat(CwmpSchema.violation(written)).isEmpty();
        assertThat(read(written)).isEqualTo(Envelope.of(version.namespace(), "id-1", message));
        assertThat(org.viaduct.cwmp.codec.Arguments.violation(message)).isEmpty();
    }

    @Test
    void every_shape_has_a_sample() {
        assertThat(Samples.all().map(CwmpMessage::name).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("Fault"), Rpcs.ALL.stream().map(Shape::name))
                                .toList());
    }

    @Test
    void the_headers_of_an_inform_read_back_equal() throws Exception {
        Envelope inform = new Envelope(
                CwmpVersion.V1_4.namespace(),
                "id <1>",
                false,
                OptionalInt.of(60),
                List.of("1.0", "1.2", "1.4"),
                "",
                Samples.since10().filter(Inform.class::isInstance).findFirst().orElseThrow());
        byte[] written = writer.write(inform);

        assertThat(CwmpSchema.violation(written)).isEmpty();
        assertThat(read(written)).isEqualTo(inform);
    }

    @Test
    void the_headers_of_an_answer_read_back_equal() throws Exception {
        Envelope answer = new Envelope(
                CwmpVersion.V1_4.namespace(), "1", true, OptionalInt.empty(), List.of(), "1.4", new InformResponse(1));
        byte[] written = writer.write(answer);

        assertThat(CwmpSchema.violation(written)).isEmpty();
        assertThat(read(written)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"V1_0, true, false, ''", "V1_2, true, false, ''", "V1_3, false, true, ''", "V1_4, true, true, 1.4"})
    void the_headers_of_each_version_keep_to_its_schema(
            CwmpVersion version, boolean hold, boolean timeout, String useVersion) {
        byte[] written = writer.write(new Envelope(
                version.namespace(),
                "1",
                hold,
                timeout ? OptionalInt.of(60) : OptionalInt.empty(),
                List.of(),
                useVersion,
                new InformResponse(1)));

        assertThat(CwmpSchema.violation(written, version)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"V1_2, SessionTimeout", "V1_3, UseCWMPVersion"})
    void headers_of_a_later_version_break_the_schema(CwmpVersion version, String header) {
        byte[] written = writer.write(new Envelope(
                version.namespace(),
                "1",
                false,
                OptionalInt.of(60),
                List.of(),
                version == CwmpVersion.V1_3 ? "1.4" : "",
                new InformResponse(1)));

        assertThat(CwmpSchema.violation(written, version))
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith(header));
    }

    @Test
    void an_answer_has_namespace_and_id_of_the_question() {
        Envelope question = Envelope.of("urn:dslforum-org:cwmp-1-3", "42", new GetRPCMethods());

        Envelope answer = question.answer(new GetRPCMethodsResponse(List.of("Inform")));

        assertThat(answer.namespace()).isEqualTo("urn:dslforum-org:cwmp-1-3");
        assertThat(answer.id()).isEqualTo("42");
    }

    @Test
    void illegal_characters_are_replaced_when_written() throws Exception {
        byte[] written =
                writer.write(Envelope.of(CwmpVersion.V1_0.namespace(), "1", new Reboot("a\u0000b\uD800c\uFFFEd")));

        assertThat(read(written).body()).isEqualTo(new Reboot("a\uFFFDb\uFFFDc\uFFFDd"));
    }

    @Test
    void characters_beyond_the_basic_plane_and_line_ends_survive() throws Exception {
        String value = "\uD83D\uDE00 \u00FC \u20AC\r\n\tx]]>y";
        CwmpMessage message = new SetParameterValues(List.of(new ParameterValueStruct("Device.X", value)), "");

        assertThat(read(writer.write(Envelope.of(CwmpVersion.V1_0.namespace(), "1", message)))
                        .body())
                .isEqualTo(message);
    }

    @Test
    void a_vendors_type_is_written_as_string() throws Exception {
        CwmpMessage message = new SetParameterValues(List.of(new ParameterValueStruct("Device.X", "{}", "json")), "");
        byte[] written = writer.write(Envelope.of(CwmpVersion.V1_0.namespace(), "1", message));

        assertThat(text(written)).contains("xsi:type=\"xsd:string\"");
        assertThat(CwmpSchema.violation(written)).isEmpty();
    }

    @Test
    void the_xml_declaration_can_be_left_out() {
        Envelope envelope = Envelope.of(CwmpVersion.V1_0.namespace(), "1", new FactoryReset());

        assertThat(text(writer.write(envelope)))
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap-env:Envelope ");
        assertThat(text(CwmpWriter.withoutXmlDeclaration().write(envelope))).startsWith("<soap-env:Envelope ");
    }

    @Test
    void an_unknown_rpc_can_be_written_and_read() throws Exception {
        byte[] request = writer.write(Envelope.of(CwmpVersion.V1_0.namespace(), "1", new UnknownRequest("X_Ping")));
        byte[] response =
                writer.write(Envelope.of(CwmpVersion.V1_0.namespace(), "1", new UnknownResponse("X_PingResponse")));

        assertThat(read(request).body()).isEqualTo(new UnknownRequest("X_Ping"));
        assertThat(read(response).body()).isEqualTo(new UnknownResponse("X_PingResponse"));
    }

    @Test
    void parsing_an_inform_takes_microseconds() throws Exception {
        byte[] inform = RealInforms.TR_181.getBytes(StandardCharsets.UTF_8);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 300; i++) {
                read(inform);
            }
            best = Math.min(best, (System.nanoTime() - start) / 300);
        }
        org.slf4j.LoggerFactory.getLogger(getClass())
                .info("{} bytes of Inform read in {} us", inform.length, best / 1000);
    }

    private Envelope read(byte[] document) throws Exception {
        return reader.read(new ByteArrayInputStream(document));
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }
}
