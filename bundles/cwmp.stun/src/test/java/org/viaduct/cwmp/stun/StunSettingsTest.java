package org.viaduct.cwmp.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.viaduct.settings.NumberSettings;

class StunSettingsTest {

    private static StunSettings of(Map<String, Object> properties) {
        StunConfiguration configuration = (StunConfiguration) Proxy.newProxyInstance(
                StunSettingsTest.class.getClassLoader(),
                new Class<?>[] {StunConfiguration.class},
                (proxy, method, arguments) ->
                        properties.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue()));
        return StunSettings.of(
                configuration, new NumberSettings(properties, StunConfiguration.PID + ".cfg", StunConfiguration.class));
    }

    @Test
    void as_shipped_it_is_off_and_on_loopback() {
        StunSettings shipped = of(Map.of());
        assertThat(shipped.used()).isFalse();
        assertThat(shipped.local().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void cpes_are_given_the_port_of_the_listener_unless_they_reach_it_by_another() {
        Map<String, Object> moved = Map.of("server.address", " acs.example ", "port", "13478");
        assertThat(of(moved).serverAddress()).isEqualTo("acs.example");
        assertThat(of(moved).serverPort()).isEqualTo(13_478);
        assertThat(of(Map.of("server.port", "3479")).serverPort()).isEqualTo(3_479);
    }

    @Test
    void the_longest_keep_alive_is_never_shorter_than_the_shortest() {
        assertThat(of(Map.of("keep.alive.min", "60")).keepAliveMax()).isEqualTo(60);
    }
}
