package org.viaduct.cwmp.stun;

import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.viaduct.cwmp.api.Credentials;

/**
 * One UDP connection request (TR-069 G.2.2.3): an HTTP GET in a datagram, signed with the connection request password.
 *
 * @param timestamp seconds since 1970
 * @param id which no other request to the CPE has
 * @param cnonce random
 */
record UdpConnectionRequest(long timestamp, int id, String cnonce) {

    private static final String ALGORITHM = "HmacSHA1";

    byte[] datagram(InetSocketAddress to, Credentials credentials) {
        String authority = UdpAddress.text(to);
        String request = "GET http://" + authority + "?ts=" + timestamp + "&id=" + id + "&un="
                + URLEncoder.encode(credentials.username(), StandardCharsets.UTF_8) + "&cn=" + cnonce + "&sig="
                + signature(credentials) + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
        return request.getBytes(StandardCharsets.UTF_8);
    }

    private String signature(Credentials credentials) {
        String text = timestamp + "" + id + credentials.username() + cnonce;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(credentials.password().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException notInThisJava) {
            throw new IllegalStateException(notInThisJava);
        }
    }
}
