package org.viaduct.cwmp.authentication;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.viaduct.cwmp.api.HttpCall;
import org.viaduct.cwmp.api.Verdict.Denied;

/** Makes Authorization headers as a CPE does, right or as wrong as the test wants. */
final class DigestCpe {

    private final String username;
    private final String password;
    private String nonce = "";
    private String uri = "/";
    private String algorithm = "SHA-256";
    private boolean qop = true;
    private int count;

    DigestCpe(String username, String password) {
        this.username = username;
        this.password = password;
    }

    DigestCpe with(String otherAlgorithm) {
        algorithm = otherAlgorithm;
        return this;
    }

    DigestCpe withoutQop() {
        qop = false;
        return this;
    }

    DigestCpe at(String otherUri) {
        uri = otherUri;
        return this;
    }

    /** Takes the nonce of a challenge. */
    DigestCpe challenged(Denied denied) {
        Matcher matcher = Pattern.compile("nonce=\"([^\"]+)\"")
                .matcher(denied.challenges().get(0));
        matcher.find();
        nonce = matcher.group(1);
        count = 0;
        return this;
    }

    /** The next header, with a count one higher. */
    String header() {
        DigestAlgorithm hash = DigestAlgorithm.of(algorithm).orElse(DigestAlgorithm.MD5);
        String nc = String.format("%08x", ++count);
        String secret = hash.hash(username + ":viaduct:" + password);
        String request = hash.hash("POST:" + uri);
        String response = hash.hash(
                qop
                        ? String.join(":", secret, nonce, nc, "c", "auth", request)
                        : String.join(":", secret, nonce, request));
        return "Digest username=\"" + username + "\", realm=\"viaduct\", nonce=\"" + nonce + "\", uri=\"" + uri
                + "\", response=\"" + response + "\", algorithm=" + algorithm
                + (qop ? ", qop=auth, nc=" + nc + ", cnonce=\"c\"" : "");
    }

    String basic() {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpCall call() {
        return call(header(), true);
    }

    static HttpCall call(String authorization, boolean secure) {
        return new HttpCall(
                "POST",
                "/",
                authorization.isEmpty() ? List.of() : List.of(authorization),
                secure,
                List.of(),
                InetAddress.getLoopbackAddress());
    }
}
