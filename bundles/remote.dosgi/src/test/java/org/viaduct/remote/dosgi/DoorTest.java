package org.viaduct.remote.dosgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorTest {

    private static final String TOKEN = "0123456789abcdef0123";

    @TempDir
    Path etc;

    private final Map<String, Object> settings = new HashMap<>();
    private int status;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Test
    void without_a_token_only_this_machine_gets_in_over_plain_http() throws Exception {
        assertThat(admits("127.0.0.1", false, null)).isTrue();
        assertThat(admits("127.0.0.1", true, null)).isFalse();
        assertThat(status).isEqualTo(401);
        assertThat(body.toString()).contains("token.file");
        assertThat(admits("192.0.2.1", false, null)).isFalse();
    }

    @Test
    void with_a_token_only_those_get_in_who_show_it_wherever_they_are() throws Exception {
        secret("token", TOKEN, "rw-------");
        settings.put("token_file", "token");

        assertThat(admits("192.0.2.1", true, "Bearer " + TOKEN)).isTrue();
        assertThat(admits("127.0.0.1", false, null)).isFalse();
        assertThat(admits("127.0.0.1", false, "Bearer " + TOKEN + "x")).isFalse();
        assertThat(admits("127.0.0.1", false, "Basic " + TOKEN)).isFalse();
    }

    @Test
    void a_token_that_others_may_read_or_that_is_short_lets_nobody_in() throws Exception {
        secret("token", TOKEN, "rw-r--r--");
        settings.put("token_file", "token");
        assertThat(settings().usable()).isFalse();

        secret("token", "short", "rw-------");
        assertThat(settings().usable()).isFalse();
    }

    @Test
    void a_peer_is_a_url() throws Exception {
        settings.put("peer", "https://core.example.com:7561");
        assertThat(settings().peer())
                .hasValueSatisfying(peer -> assertThat(peer).hasToString("https://core.example.com:7561/"));
        settings.put("peer", "core.example.com:7561");
        assertThat(settings().usable()).isFalse();
    }

    private void secret(String name, String text, String permissions) throws Exception {
        Path file = Files.writeString(etc.resolve(name), text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private RemoteSettings settings() {
        return new RemoteSettings(
                (RemoteConfiguration) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {RemoteConfiguration.class, Annotation.class},
                        (proxy, method, arguments) ->
                                settings.getOrDefault(method.getName(), method.getDefaultValue())),
                etc);
    }

    private boolean admits(String address, boolean secure, String authorization) throws Exception {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> address;
                    case "isSecure" -> secure;
                    case "getHeader" -> authorization;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setStatus")) {
                        status = (int) arguments[0];
                    }
                    return method.getName().equals("getOutputStream") ? new Captured() : null;
                });
        return new Door().admits(request, response, settings());
    }

    private final class Captured extends ServletOutputStream {

        @Override
        public void write(int octet) {
            body.write(octet);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
