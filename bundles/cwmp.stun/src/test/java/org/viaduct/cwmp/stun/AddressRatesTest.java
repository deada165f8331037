package org.viaduct.cwmp.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class AddressRatesTest {

    private static final long SECOND = 1_000_000_000;

    private final AddressRates rates = new AddressRates(2);

    @Test
    void an_address_has_so_many_a_second_whatever_others_ask_for() throws Exception {
        InetAddress one = InetAddress.getByName("198.51.100.1");
        assertThat(rates.allow(one, 0)).isTrue();
        assertThat(rates.allow(one, 0)).isTrue();
        assertThat(rates.allow(one, 0)).isFalse();
        assertThat(rates.allow(InetAddress.getByName("198.51.100.2"), 0)).isTrue();
        assertThat(rates.allow(one, SECOND / 2)).isTrue();
        assertThat(rates.allow(one, SECOND / 2)).isFalse();
        assertThat(rates.allow(one, 100 * SECOND)).isTrue();
        assertThat(rates.allow(one, 100 * SECOND)).isTrue();
        assertThat(rates.allow(one, 100 * SECOND)).isFalse();
    }
}
