package org.viaduct.cpe.simulator.stun;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges the UDP connection requests to one CPE (TR-069 G.2.1.4). Not thread-safe. */
final class UdpConnectionRequests {
    private static final Pattern REQUEST =
            Pattern.compile("GET http://[^?\\s]+\\?(\\S+) HTTP/1\\.1\\r\\n(?:.*\\r\\n)*?\\r\\n(?s:.*)");

    private long lastTimestamp = -1;
    private String lastId = "";

    /** Whether a datagram is one to follow: signed, and not one that was followed before. */
    boolean accept(byte[] datagram, String username, String password) {
        Matcher request = REQUEST.matcher(new String(datagram, StandardCharsets.UTF_8));
        if (!request.matches()) {
            return false;
        }
        Map<String, String> query = query(request.group(1));
        String timestamp = query.getOrDefault("ts", "");
        String id = query.getOrDefault("id", "");
        if (!timestamp.matches("\\d{1,18}")
                || Long.parseLong(timestamp) < lastTimestamp
                || id.isEmpty()
                || id.equals(lastId)
                || !username.equals(query.get("un"))
                || password.isEmpty()) {
            return false;
        }
        String text = timestamp + id + username + query.getOrDefault("cn", "");
        String signature = HexFormat.of().formatHex(Signature.over(text.getBytes(StandardCharsets.UTF_8), password));
        if (!signature.equalsIgnoreCase(query.get("sig"))) {
            return false;
        }
        lastTimestamp = Long.parseLong(timestamp);
        lastId = id;
        return true;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException odd) {
            return value;
        }
    }
}
