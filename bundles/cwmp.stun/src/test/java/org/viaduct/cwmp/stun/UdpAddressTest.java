package org.viaduct.cwmp.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UdpAddressTest {

    @ParameterizedTest
    @CsvSource({"198.51.100.7:40000,198.51.100.7,40000", "198.51.100.7,198.51.100.7,80", "[2001:db8::7]:1,2001:db8::7,1"
    })
    void an_address_has_one_of_two_forms(String reported, String host, int port) {
        assertThat(UdpAddress.parse(reported)).contains(new InetSocketAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cpe.example:1",
                "127.0.0.1:0",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "300.0.0.1:1",
                "http://127.0.0.1:1/",
                "127.0.0.1:1@evil",
                "[::zz]:1"
            })
    void anything_else_is_none(String reported) {
        assertThat(UdpAddress.parse(reported)).isEmpty();
    }

    @Test
    void it_is_written_as_an_authority() {
        assertThat(UdpAddress.text(new InetSocketAddress("127.0.0.1", 7))).isEqualTo("127.0.0.1:7");
        assertThat(UdpAddress.text(new InetSocketAddress("::1", 7))).isEqualTo("[0:0:0:0:0:0:0:1]:7");
    }
}
