package org.viaduct.cwmp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.SetParameterValuesFault;
import org.viaduct.cwmp.rpc.*;

class TranscriptTest {
    private static final String SECRET = "hunter2";
    private static final String URL = "http://user:hunter2@127.0.0.1:8080/a?v=1&token=hunter2&x=2";
    private static final Instant TIME = Instant.parse("2026-03-01T10:15:30Z");
    private static final List<ParameterValueStruct> VALUES = List.of(
            new ParameterValueStruct("Device.DeviceInfo.SoftwareVersion", "1.2"),
            new ParameterValueStruct("Device.DeviceInfo.UpTime", "86400", "unsignedInt"),
            new ParameterValueStruct("Device.ManagementServer.URL", URL),
            new ParameterValueStruct("Device.ManagementServer.Password", SECRET),
            new ParameterValueStruct("Device.WiFi.AccessPoint.1.Security.PRESHAREDKEY", SECRET),
            new ParameterValueStruct("Device.WiFi.AccessPoint.1.Security.WEPKey", SECRET, "hexBinary"),
            new ParameterValueStruct("Device.WiFi.AccessPoint.1.WPS.pin", SECRET));

    /** A secret wherever a message may have one. */
    static Stream<CwmpMessage> messagesWithSecrets() {
        return Stream.of(
                new Inform(new DeviceIdStruct("Acme", "00D09E", "GW", "1"), List.of(), 1, TIME, 0, VALUES),
                new SetParameterValues(VALUES, "key"),
                new GetParameterValuesResponse(VALUES),
                new Download("k", "1 Firmware Upgrade Image", URL, "user", SECRET, 1, "f", 0, URL, URL),
                new ScheduleDownload("k", "1 Firmware Upgrade Image", URL, "user", SECRET, 1, "f", List.of()),
                new Upload("k", "2 Vendor Log File", URL, "user", SECRET, 0),
                new ChangeDUState(
                        List.of(
                                new InstallOpStruct(URL, "", "user", SECRET, ""),
                                new UpdateOpStruct("", "", URL, "user", SECRET)),
                        "k"),
                new SetVouchers(List.of(SECRET, SECRET)),
                new RequestDownload("1 Firmware Upgrade Image", List.of(new ArgStruct("Password", SECRET))),
                new Kicked("c", URL, "a", URL),
                new KickedResponse(URL),
                new AutonomousTransferComplete(
                        URL, URL, true, "1 Firmware Upgrade Image", 1, "f", FaultStruct.NONE, TIME, TIME),
                new TransferComplete("k", new FaultStruct(9010, "cannot read " + URL), TIME, TIME),
                new CwmpFault(
                        9003,
                        "cannot read " + URL,
                        List.of(new SetParameterValuesFault("Device.X_Password", 9007, SECRET + " is too short"))));
    }

    @ParameterizedTest
    @MethodSource("messagesWithSecrets")
    void no_secret_is_shown(CwmpMessage message) {
        String shown = Transcript.of(envelope(message), 100_000);

        assertThat(shown).doesNotContain(SECRET).contains("***");
        assertThat(Transcript.summary(message)).doesNotContain(SECRET);
    }

    static Stream<CwmpMessage> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_message_can_be_shown(CwmpMessage message) {
        assertThat(Transcript.of(envelope(message), 100_000)).startsWith(message.name() + " (cwmp-1-2, ID 7)\n");
        assertThat(Transcript.summary(message)).startsWith(message.name());
    }

    @Test
    void a_request_has_a_line_for_each_argument() {
        assertThat(Transcript.of(envelope(new Upload("k", "2 Vendor Log File", "http://a/", "", "", 30)), 10_000))
                .isEqualTo(
                        """
                        Upload (cwmp-1-2, ID 7)
                          CommandKey: k
                          FileType: 2 Vendor Log File
                          URL: http://a/
                          Username:
                          Password:
                          DelaySeconds: 30
                        """);
    }

    @Test
    void an_inform_shows_its_headers_events_and_parameters() {
        CwmpMessage inform = new Inform(
                new DeviceIdStruct("Acme", "00D09E", "GW", "1"),
                List.of(new EventStruct("1 BOOT", ""), new EventStruct("M Reboot", "k")),
                1,
                TIME,
                0,
                VALUES.subList(0, 4));
        Envelope envelope = new Envelope(
                "urn:dslforum-org:cwmp-1-2", "7", false, OptionalInt.of(60), List.of("1.0", "1.4"), "", inform);

        assertThat(Transcript.of(envelope, 10_000))
                .isEqualTo(
                        """
                        Inform (cwmp-1-2, ID 7, SessionTimeout 60, SupportedCWMPVersions 1.0 1.4)
                          DeviceId
                            Manufacturer: Acme
                            OUI: 00D09E
                            ProductClass: GW
                            SerialNumber: 1
                          Event[2]
                            EventStruct
                              EventCode: 1 BOOT
                              CommandKey:
                            EventStruct
                              EventCode: M Reboot
                              CommandKey: k
                          MaxEnvelopes: 1
                          CurrentTime: 2026-03-01T10:15:30Z
                          RetryCount: 0
                          ParameterList[4]
                            Device.DeviceInfo.SoftwareVersion: 1.2
                            Device.DeviceInfo.UpTime: 86400 (unsignedInt)
                            Device.ManagementServer.URL: http://***@127.0.0.1:8080/a?v=1&token=***&x=2
                            Device.ManagementServer.Password: ***
                        """);
        assertThat(Transcript.summary(inform)).isEqualTo("Inform 1 BOOT, M Reboot");
    }

    @Test
    void all_parameters_of_a_fault_are_named() {
        CwmpFault fault = new CwmpFault(
                9003,
                "Invalid arguments",
                List.of(
                        new SetParameterValuesFault("Device.A", 9007, "too large"),
                        new SetParameterValuesFault("Device.B", 9008, "")));

        assertThat(Transcript.of(envelope(fault), 10_000))
                .contains("  Device.A: too large (9007)\n  Device.B: (9008)\n");
        assertThat(Transcript.summary(fault)).isEqualTo("Fault 9003 Invalid arguments");
    }

    @Test
    void what_is_long_is_cut() {
        List<ParameterValueStruct> many = IntStream.range(0, 100_000)
                .mapToObj(i -> new ParameterValueStruct("Device.X." + i, "x".repeat(20)))
                .toList();

        assertThat(Transcript.of(envelope(new GetParameterValuesResponse(many)), 1_000))
                .hasSizeLessThan(1_100)
                .endsWith("(cut here, for it is too long)\n");
        assertThat(Transcript.of(envelope(new Reboot("x".repeat(100_000))), 10_000))
                .hasSizeLessThan(1_200)
                .contains("... (100000 characters)");
    }

    @Test
    void what_steers_a_terminal_is_not_shown() {
        assertThat(Transcript.of(envelope(new Reboot("a\u001b[2Jb\nc\u202Ed")), 1_000))
                .contains("CommandKey: a?[2Jb\\nc?d");
    }

    @Test
    void of_what_cannot_be_read_only_tags_are_shown() {
        assertThat(
                        Transcript.tagsOf(
                                """
                                <?xml version="1.0"?><!-- hunter2 --><s:Envelope xmlns:s="urn:s" a='hunter2'>
                                <Password>hunter2</Password><x><![CDATA[hunter2]]></x>hunter2<y"""))
                .isEqualTo("***<s:Envelope xmlns:s=\"urn:s\"><Password>***</Password><x>***</x>***");
        assertThat(Transcript.tagsOf("{\"password\": \"hunter2\"}")).isEqualTo("***");
        assertThat(Transcript.tagsOf("<a b='x".repeat(5_000))).isEqualTo("***");
    }

    private static Envelope envelope(CwmpMessage message) {
        return Envelope.of("urn:dslforum-org:cwmp-1-2", "7", message);
    }
}
