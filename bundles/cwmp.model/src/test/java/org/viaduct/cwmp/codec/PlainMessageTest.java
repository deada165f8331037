package org.viaduct.cwmp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.SetParameterValuesFault;
import org.viaduct.cwmp.codec.PlainValue.Members;
import org.viaduct.cwmp.codec.PlainValue.Text;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UnknownResponse;

class PlainMessageTest {

    /** Ours, and whatever real devices send that can be understood. */
    static Stream<CwmpMessage> messages() throws Exception {
        return Stream.concat(Samples.all(), quirks().stream())
                .filter(message -> !(message instanceof UnknownRequest || message instanceof UnknownResponse));
    }

    private static List<CwmpMessage> quirks() throws Exception {
        List<CwmpMessage> understood = new ArrayList<>();
        Path quirks =
                Path.of(PlainMessageTest.class.getResource("/quirks/quirks.txt").toURI());
        try (Stream<Path> files = Files.list(quirks.getParent())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".xml")).toList()) {
                read(file).ifPresent(understood::add);
            }
        }
        return understood;
    }

    private static Optional<CwmpMessage> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(
                    new CwmpReader().read(in, Optional.of("DownloadResponse")).body());
        } catch (MalformedMessage malformed) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_that_was_made_plain_is_read_as_it_was(CwmpMessage message) {
        assertThat(PlainMessage.read(message.name(), PlainMessage.of(message), Vocabulary.CWMP))
                .contains(message);
    }

    @Test
    void a_fault_is_a_message_too() {
        CwmpFault fault = new CwmpFault(
                9003, "Invalid arguments", List.of(new SetParameterValuesFault("Device.X", 9008, "not writable")));

        assertThat(PlainMessage.read("Fault", PlainMessage.of(fault), Vocabulary.CWMP))
                .contains(fault);
    }

    @Test
    void nobody_knows_a_message_that_no_bundle_has() {
        assertThat(PlainMessage.read("X_00D09E_Ping", new Members("", Map.of()), Vocabulary.CWMP))
                .isEmpty();
    }

    @Test
    void an_argument_that_a_message_cannot_have_is_named() {
        assertThatThrownBy(() -> PlainMessage.read(
                        "Reboot", new Members("", Map.of("CommandKey", new Members("", Map.of()))), Vocabulary.CWMP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Reboot.CommandKey is a single value");
        assertThatThrownBy(() ->
                        PlainMessage.read("Reboot", new Members("", Map.of("Delay", new Text("1"))), Vocabulary.CWMP))
                .hasMessage("Reboot has no Delay, only CommandKey")
                .isInstanceOf(IllegalArgumentException.class);
    }
}
