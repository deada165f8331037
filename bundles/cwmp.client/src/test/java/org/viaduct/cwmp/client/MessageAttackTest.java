package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.viaduct.cwmp.api.EnrolmentRefusedException;
import org.viaduct.cwmp.client.ScriptedCpe.Answer;
import org.viaduct.testkit.ErrorStream;

/** Messages that mean harm: what they are answered, and that the log has at most a line of them. */
class MessageAttackTest {

    private static final SessionLimits TIGHT =
            new SessionLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 3, 2, 20);

    private AcsServer acs;
    private ErrorStream log;

    @BeforeEach
    void start() {
        log = new ErrorStream();
        acs = new AcsServer(TIGHT, Duration.ofSeconds(5));
        acs.with(new RecordingParticipant("", 1));
    }

    /** Whatever was done: no stack trace, and the server goes on. */
    @AfterEach
    void stop() throws Exception {
        try {
            assertThat(acs.cpe("1").inform("1 BOOT").status()).isIn(200, 403, 503);
            assertThat(log.lines()).noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
        } finally {
            log.close();
            acs.close();
        }
    }

    /** With limits of 16 levels, 1000 elements, 16 attributes and 5000 characters a value. */
    static Stream<Arguments> attacks() {
        String attributes =
                IntStream.range(0, 20).mapToObj(i -> " a" + i + "=\"\"").collect(Collectors.joining());
        String entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
        return Stream.of(
                Arguments.of("depth", 413, inform("<a>".repeat(100) + "</a>".repeat(100))),
                Arguments.of("depth without end", 413, inform("<a>".repeat(100_000))),
                Arguments.of("elements", 413, inform("<a/>".repeat(2_000))),
                Arguments.of(
                        "parameters",
                        413,
                        inform("<ParameterList>"
                                + "<ParameterValueStruct><Name>a</Name><Value>b</Value></ParameterValueStruct>"
                                        .repeat(500)
                                + "</ParameterList>")),
                Arguments.of("attributes", 413, inform("<a" + attributes + "/>")),
                Arguments.of(
                        "namespaces",
                        413,
                        inform("<a" + attributes.replaceAll("a(\\d+)=\"\"", "xmlns:a$1=\"u\"") + "/>")),
                Arguments.of("long value", 413, inform("<RetryCount>" + "1".repeat(10_000) + "</RetryCount>")),
                Arguments.of("long attribute", 413, inform("<a b=\"" + "x".repeat(10_000) + "\"/>")),
                Arguments.of("entities", 400, entities + inform("<RetryCount>&c;</RetryCount>")),
                Arguments.of("external entity", 400, "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">" + inform("")),
                Arguments.of("long name", 400, "<" + "x".repeat(100_000)),
                Arguments.of("processing instructions", 400, "<?x y?>".repeat(10_000)),
                Arguments.of("binary", 400, "\u0000\u0001\u0002".repeat(1_000)));
    }

    private static String inform(String more) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:c=\"urn:dslforum-org:cwmp-1-0\">"
                + "<s:Body><c:Inform>" + more + "</c:Inform></s:Body></s:Envelope>";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void a_message_beyond_a_limit_is_refused_in_a_line(String attack, int status, String body) {
        Answer answer = acs.cpe("9").post(body);
        assertThat(answer.status()).describedAs(answer.body()).isEqualTo(status);
        assertThat(answer.body()).hasSizeLessThan(500).doesNotContain("root:");
        assertThat(log.lines()).hasSizeLessThan(2);
    }

    @Test
    void a_flood_of_bad_messages_is_one_line_and_a_number() {
        ScriptedCpe cpe = acs.cpe("9");
        for (int i = 0; i < 50; i++) {
            assertThat(cpe.post("garbage " + i).status()).isEqualTo(400);
            assertThat(cpe.empty().status()).isEqualTo(400);
        }
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void sessions_of_one_address_are_bounded() {
        assertThat(statuses(3)).containsExactly(200, 200, 503);
        assertThat(log.lines()).singleElement().asString().contains("sessions.max.per.address");
    }

    @Test
    void sessions_in_all_are_bounded() throws Exception {
        acs.close();
        acs = new AcsServer(
                new SessionLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 3, 100, 20), Duration.ofSeconds(5));
        acs.with(new RecordingParticipant("", 1));
        assertThat(statuses(5)).containsExactly(200, 200, 200, 503, 503);
    }

    @Test
    void enrolments_are_bounded() {
        acs.with(new RecordingParticipant("devices", 2))
                .failWith(new EnrolmentRefusedException("as many devices as enrol.max allows are known"));
        assertThat(statuses(20)).containsOnly(403);
        assertThat(log.lines()).singleElement().asString().contains("may not enrol");
    }

    private List<Integer> statuses(int informs) {
        return IntStream.range(0, informs)
                .mapToObj(i -> acs.cpe("X" + i).inform("1 BOOT").status())
                .toList();
    }

    @Test
    void a_cpe_that_opens_session_after_session_fills_neither_memory_nor_log() {
        ScriptedCpe cpe = acs.cpe("9");
        for (int i = 0; i < 100; i++) {
            assertThat(cpe.inform("1 BOOT").status()).isEqualTo(200);
        }
        assertThat(acs.sessions().all()).hasSize(1);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void hanging_up_again_and_again_leaves_nothing() {
        for (int i = 0; i < 20; i++) {
            acs.cpe("9").postAndHangUp(inform(""));
        }
        assertThat(acs.sessions().all()).isEmpty();
    }
}
