package org.viaduct.cwmp.stun.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StunMessageTest {

    private static final String TRANSACTION = "000102030405060708090a0b0c0d0e0f";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void what_is_written_is_read() throws Exception {
        InetSocketAddress ipv4 = new InetSocketAddress("198.51.100.7", 65_535);
        InetSocketAddress ipv6 = new InetSocketAddress("2001:db8::7", 1);
        StunMessage read = StunMessage.read(new StunWriter(StunMessage.BINDING_RESPONSE, bytes(TRANSACTION))
                .with(AttributeType.MAPPED_ADDRESS, ipv4)
                .with(AttributeType.REFLECTED_FROM, ipv6)
                .with(AttributeType.USERNAME, "näme")
                .bytes());
        assertThat(read.type()).isEqualTo(StunMessage.BINDING_RESPONSE);
        assertThat(read.address(AttributeType.MAPPED_ADDRESS)).contains(ipv4);
        assertThat(read.address(AttributeType.REFLECTED_FROM)).contains(ipv6);
        assertThat(read.text(AttributeType.USERNAME)).contains("näme");
        assertThat(read.address(AttributeType.RESPONSE_ADDRESS)).isEmpty();
        assertThat(read.hasCookie()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0001",
                "00010000000102030405060708090a0b0c0d0e",
                "40010000" + TRANSACTION,
                "80010000" + TRANSACTION,
                "00010004" + TRANSACTION,
                "00010000" + TRANSACTION + "00000000",
                "00010002" + TRANSACTION + "0006",
                "00010004" + TRANSACTION + "0006ffff",
                "00010008" + TRANSACTION + "0006000500000000",
            })
    void what_is_no_message_is_refused(String hex) {
        assertThatThrownBy(() -> StunMessage.read(bytes(hex))).isInstanceOf(MalformedStunException.class);
    }

    @Test
    void attributes_are_bounded() {
        StunWriter many = new StunWriter(StunMessage.BINDING_REQUEST, bytes(TRANSACTION));
        for (int i = 0; i < 17; i++) {
            many.with(AttributeType.BINDING_CHANGE, new byte[0]);
        }
        assertThatThrownBy(() -> StunMessage.read(many.bytes())).isInstanceOf(MalformedStunException.class);
    }

    @Test
    void noise_is_a_message_or_refused_and_nothing_else() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            if (noise.length >= 20) {
                noise[0] = 0;
                noise[1] = 1;
                noise[2] = 0;
                noise[3] = (byte) (noise.length - 20);
                Arrays.fill(noise, Math.min(22, noise.length), Math.min(23, noise.length), (byte) 0);
            }
            try {
                StunMessage read = StunMessage.read(noise);
                read.address(AttributeType.RESPONSE_ADDRESS);
                read.text(AttributeType.USERNAME);
                MessageIntegrity.verified(read, "geheim");
            } catch (MalformedStunException refused) {
                assertThat(refused).hasMessageMatching("[a-z0-9A-Z ]+");
            }
        }
    }
}
