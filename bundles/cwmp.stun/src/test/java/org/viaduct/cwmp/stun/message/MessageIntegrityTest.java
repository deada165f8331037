package org.viaduct.cwmp.stun.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class MessageIntegrityTest {

    /** RFC 5769 2.1. */
    private static final byte[] SAMPLE_REQUEST = HexFormat.of()
            .parseHex("000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf");

    /** RFC 5769 2.2. */
    private static final byte[] SAMPLE_RESPONSE = HexFormat.of()
            .parseHex("0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
                    + "002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
                    + "80280004c07d4c96");

    private static final String SAMPLE_PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

    private static byte[] transaction() {
        byte[] transaction = new byte[16];
        new SecureRandom().nextBytes(transaction);
        return transaction;
    }

    @Test
    void the_samples_of_rfc_5769_are_right() throws Exception {
        StunMessage request = StunMessage.read(SAMPLE_REQUEST);
        assertThat(request.text(AttributeType.USERNAME)).contains("evtj:h6vY");
        assertThat(MessageIntegrity.verified(request, SAMPLE_PASSWORD))
                .contains(new MessageIntegrity(SAMPLE_PASSWORD, false));
        StunMessage response = StunMessage.read(SAMPLE_RESPONSE);
        assertThat(response.answers(request)).isTrue();
        assertThat(MessageIntegrity.verified(response, SAMPLE_PASSWORD)).isPresent();
        assertThat(new StunWriter(StunMessage.BINDING_RESPONSE, response.transaction())
                        .withXorMapped(new InetSocketAddress("192.0.2.1", 32_853))
                        .bytes())
                .endsWith(HexFormat.of().parseHex("002000080001a147e112a643"));
    }

    @Test
    void the_code_of_rfc_3489_is_over_text_that_is_padded_with_zeroes() throws Exception {
        byte[] message = new StunWriter(StunMessage.BINDING_REQUEST, transaction())
                .with(AttributeType.USERNAME, "viaduct-1")
                .bytes(new MessageIntegrity("geheim", true));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("geheim".getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
        byte[] text = Arrays.copyOf(Arrays.copyOf(message, message.length - 24), 64);
        assertThat(mac.doFinal(text)).isEqualTo(Arrays.copyOfRange(message, message.length - 20, message.length));
        assertThat(MessageIntegrity.verified(StunMessage.read(message), "geheim"))
                .contains(new MessageIntegrity("geheim", true));
    }

    @Test
    void no_bit_of_a_message_can_be_changed_and_no_other_password_fits() throws Exception {
        byte[] message = new StunWriter(StunMessage.BINDING_REQUEST, transaction())
                .with(AttributeType.USERNAME, "viaduct-1")
                .with(AttributeType.BINDING_CHANGE, "")
                .bytes(new MessageIntegrity("geheim", true));
        assertThat(MessageIntegrity.verified(StunMessage.read(message), "Geheim"))
                .isEmpty();
        for (int bit = 0; bit < message.length * 8; bit++) {
            byte[] changed = message.clone();
            changed[bit / 8] ^= (byte) (0x80 >> bit % 8);
            assertThat(verified(changed)).as("bit %s", bit).isEmpty();
        }
    }

    @Test
    void what_follows_the_code_makes_it_void() throws Exception {
        byte[] message = new StunWriter(StunMessage.BINDING_REQUEST, transaction())
                .with(AttributeType.USERNAME, "viaduct-1")
                .bytes(new MessageIntegrity("geheim", false));
        byte[] longer = Arrays.copyOf(message, message.length + 8);
        longer[3] += 8;
        longer[message.length] = (byte) 0xc0;
        longer[message.length + 1] = 2;
        longer[message.length + 3] = 4;
        assertThat(StunMessage.read(longer).has(AttributeType.BINDING_CHANGE)).isTrue();
        assertThat(verified(longer)).isEmpty();
    }

    private static Optional<MessageIntegrity> verified(byte[] datagram) {
        try {
            return MessageIntegrity.verified(StunMessage.read(datagram), "geheim");
        } catch (MalformedStunException none) {
            return Optional.empty();
        }
    }
}
