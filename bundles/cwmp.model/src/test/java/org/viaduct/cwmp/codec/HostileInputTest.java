package org.viaduct.cwmp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.codec.MalformedMessage.Problem;

class HostileInputTest {
    private static final String START =
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:c='urn:dslforum-org:cwmp-1-1'>"
                    + "<s:Header><c:ID>77</c:ID></s:Header><s:Body>";
    private static final String END = "</s:Body></s:Envelope>";

    private final Limits small = new Limits(8, 50, 4, 100, 5000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x>",
                "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>",
                "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;'>]>"
            })
    void a_document_type_declaration_is_refused(String declaration) {
        MalformedMessage malformed = malformed(
                declaration + START + "<c:Reboot><CommandKey>&e;&c;</CommandKey></c:Reboot>" + END, Limits.DEFAULT);

        assertThat(malformed.problem()).isEqualTo(Problem.XML);
        assertThat(malformed).hasMessageContaining("document type declaration");
    }

    @Test
    void an_entity_is_only_text() throws Exception {
        Envelope envelope = read(START + "<c:Reboot><CommandKey>&e;</CommandKey></c:Reboot>" + END, Limits.DEFAULT);

        assertThat(envelope.body()).hasToString("Reboot[commandKey=&e;]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\n\u0000",
                "garbage",
                "{\"not\": \"xml\"}",
                "<",
                "<a",
                START + "<a></b>" + END,
                START + "<c:Reboot/></s:Body></s:Envelop>",
                "<?xml",
                "<?xml version='9.9'?><a/>",
                "<a b=1/>",
                "<a b='1' b='2'/>",
                "<p:a/>",
                "<?x?>",
                "<!-- only this -->",
                "]]>"
            })
    void what_is_not_xml_is_refused(String document) {
        assertThat(malformed(document, Limits.DEFAULT).problem()).isEqualTo(Problem.XML);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Not found</body></html>",
                "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>",
                "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>",
                START + "text only" + END,
                START + "<v:Inform xmlns:v='urn:v'/>" + END
            })
    void what_is_no_envelope_of_cwmp_is_refused(String document) {
        assertThat(malformed(document, Limits.DEFAULT).problem()).isEqualTo(Problem.ENVELOPE);
    }

    @Test
    void every_truncation_is_refused() {
        String document = RealInforms.TR_181.strip();
        for (int length = 0; length < document.length(); length += 7) {
            malformed(document.substring(0, length), Limits.DEFAULT);
        }
    }

    @Test
    void depth_is_limited() {
        assertLimit(START + "<a>".repeat(100_000), Limits.DEFAULT);
        assertLimit(START + "<c:Reboot>" + "<a>".repeat(9) + "</a>".repeat(9) + "</c:Reboot>" + END, small);
    }

    @Test
    void the_number_of_elements_is_limited() {
        assertLimit(START + "<c:Reboot>" + "<a/>".repeat(50) + "</c:Reboot>" + END, small);
    }

    @Test
    void the_number_of_attributes_is_limited() {
        String attributes =
                IntStream.range(0, 6).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());

        assertLimit(START + "<c:Reboot" + attributes + "/>" + END, small);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "<b>x</b>%s", "<![CDATA[%s]]>", "x<b/>%1$.60s<b/>%1$.60s<b/>y"})
    void the_length_of_a_value_is_limited(String form) {
        String text = form.formatted("x".repeat(101));

        assertLimit(START + "<c:Reboot><CommandKey>" + text + "</CommandKey></c:Reboot>" + END, small);
    }

    @Test
    void the_length_of_an_attribute_is_limited() {
        assertLimit(START + "<c:Reboot a='" + "x".repeat(101) + "'/>" + END, small);
    }

    @Test
    void the_length_of_the_document_is_limited() {
        assertLimit(START + "<!--" + "x".repeat(20_000) + "--><c:Reboot/>" + END, small);
        assertLimit("<" + "x".repeat(20_000) + "/>", small);
    }

    @Test
    void a_document_without_end_is_refused_without_being_stored() {
        InputStream endless = new SequenceInputStream(
                new ByteArrayInputStream((START + "<c:Reboot>").getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    private long count;

                    @Override
                    public int read() {
                        return "<a/>".charAt((int) (count++ % 4));
                    }
                });

        assertThatThrownBy(() -> new CwmpReader().read(endless)).isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<c:Inform/>|Inform lacks DeviceId",
                "<c:Inform><DeviceId><OUI>00D09E</OUI></DeviceId></c:Inform>|DeviceIdStruct lacks SerialNumber",
                "<c:Inform><DeviceId><OUI>00D09E</OUI><SerialNumber> </SerialNumber></DeviceId></c:Inform>|the SerialNumber of a CPE must not be blank",
                "<c:TransferComplete/>|TransferComplete lacks FaultStruct",
                "<c:DownloadResponse/>|DownloadResponse lacks Status",
                "<c:DownloadResponse><Status>soon</Status></c:DownloadResponse>|Status has the value \"soon\": a whole number is expected",
                "<c:InformResponse><MaxEnvelopes>-1</MaxEnvelopes></c:InformResponse>|a number from 0 to 4294967295 is expected",
                "<c:GetParameterNames><NextLevel>maybe</NextLevel></c:GetParameterNames>|true, false, 1 or 0 is expected",
                "<c:ChangeDUState><Operations><URL>x</URL></Operations></c:ChangeDUState>|xsi:type must be one of",
                "<c:DownloadResponse><Status/></c:DownloadResponse>|Status has no value",
                "<c:TransferComplete><FaultStruct><FaultCode> </FaultCode></FaultStruct></c:TransferComplete>|FaultCode has no value",
                "<c:Reboot/><c:TransferComplete/>|the SOAP Body has Reboot and \"TransferComplete\": one at a time is allowed",
                "<c:DUStateChangeComplete/>|DUStateChangeComplete lacks Results",
            })
    void arguments_that_cannot_be_are_named_and_the_question_can_be_answered(String body, String sentence) {
        MalformedMessage malformed = malformed(START + body + END, Limits.DEFAULT);

        assertThat(malformed.problem()).isEqualTo(Problem.ARGUMENT);
        assertThat(malformed).hasMessageContaining(sentence);
        assertThat(malformed.id()).isEqualTo("77");
        assertThat(malformed.namespace()).isEqualTo("urn:dslforum-org:cwmp-1-1");
    }

    @Test
    void a_header_that_must_be_understood_and_is_not_is_named() {
        String header = "<v:Route xmlns:v='urn:v' s:mustUnderstand='1'>x</v:Route></s:Header>";
        MalformedMessage malformed =
                malformed(START.replace("</s:Header>", header) + "<c:Reboot/>" + END, Limits.DEFAULT);

        assertThat(malformed.problem()).isEqualTo(Problem.ARGUMENT);
        assertThat(malformed).hasMessageContaining("the header \"Route\" says mustUnderstand, and is not known here");
        assertThat(malformed.id()).isEqualTo("77");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c:NoMoreRequests s:mustUnderstand='1'>1</c:NoMoreRequests>",
                "<v:Route xmlns:v='urn:v' s:mustUnderstand='0'/>",
                "<v:Route xmlns:v='urn:v'/>",
                "<v:Route xmlns:v='urn:v' s:mustUnderstand='1' s:actor='urn:somebody-else'/>"
            })
    void other_headers_need_not_be_understood(String header) throws Exception {
        assertThat(read(START.replace("</s:Header>", header + "</s:Header>") + "<c:Reboot/>" + END, Limits.DEFAULT)
                        .body())
                .hasToString("Reboot[commandKey=]");
    }

    @Test
    void the_sentence_says_where_and_stays_on_one_line() {
        MalformedMessage malformed = malformed(START + "<a>\n<b>\n  </c>", Limits.DEFAULT);

        assertThat(malformed.line()).isEqualTo(3);
        assertThat(malformed.column()).isPositive();
        assertThat(malformed.getMessage()).contains("line 3, column").doesNotContain("\n");
    }

    @Test
    void what_it_quotes_is_short_and_without_line_ends() {
        String value = "x\n".repeat(1000);
        MalformedMessage malformed = malformed(
                START + "<c:DownloadResponse><Status>" + value + "</Status></c:DownloadResponse>" + END,
                Limits.DEFAULT);

        assertThat(malformed.getMessage()).hasSizeLessThan(200).doesNotContain("\n");
    }

    @Test
    void a_failing_stream_is_not_a_malformed_message() {
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream(START.getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }
                });

        assertThatIOException().isThrownBy(() -> new CwmpReader().read(failing)).withMessage("connection reset");
    }

    @Test
    void random_damage_gives_a_message_or_a_malformed_message_and_nothing_else() throws IOException {
        Random random = new Random(42);
        CwmpReader reader = new CwmpReader();
        byte[][] seeds = Samples.all()
                .map(message -> new CwmpWriter().write(Envelope.of("urn:dslforum-org:cwmp-1-2", "1", message)))
                .toArray(byte[][]::new);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] document = seeds[random.nextInt(seeds.length)].clone();
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                document[random.nextInt(document.length)] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) "<>&;'\"/!?[]-= \u0000".charAt(random.nextInt(15));
            }
            try {
                reader.read(new ByteArrayInputStream(document));
            } catch (MalformedMessage expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1000, 19_000);
    }

    private static void assertLimit(String document, Limits limits) {
        assertThat(malformed(document, limits).problem()).isEqualTo(Problem.LIMIT);
    }

    private static MalformedMessage malformed(String document, Limits limits) {
        MalformedMessage malformed = catchThrowableOfType(MalformedMessage.class, () -> read(document, limits));
        assertThat(malformed)
                .as(document.length() < 5000 ? document : "a long document")
                .isNotNull();
        return malformed;
    }

    private static Envelope read(String document, Limits limits) throws IOException, MalformedMessage {
        return new CwmpReader(limits).read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }
}
