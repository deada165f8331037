package org.viaduct.cpe.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static HttpReply challenge(String... lines) {
        return new HttpReply(
                401,
                List.of(lines).stream()
                        .map(line -> new Header("WWW-Authenticate", line))
                        .toList(),
                new byte[0]);
    }

    @Test
    void the_example_of_rfc_7616_gives_its_response() {
        String nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        String pair = "Mufasa:http-auth@example.org:Circle of Life";
        assertThat(DigestAlgorithm.MD5.response(
                        DigestAlgorithm.MD5.hash(pair), "GET", "/dir/index.html", nonce, "00000001", cnonce, "auth"))
                .isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
        assertThat(DigestAlgorithm.SHA_256.response(
                        DigestAlgorithm.SHA_256.hash(pair),
                        "GET",
                        "/dir/index.html",
                        nonce,
                        "00000001",
                        cnonce,
                        "auth"))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    @Test
    void several_challenges_in_one_line_are_told_apart() {
        List<Challenge> challenges =
                Challenge.parse("Basic realm=\"a, b\", Digest realm=\"x\", nonce=\"n=\", qop=\"auth,auth-int\"");
        assertThat(challenges).extracting(Challenge::scheme).containsExactly("basic", "digest");
        assertThat(challenges.get(0).parameter("realm")).isEqualTo("a, b");
        assertThat(challenges.get(1).parameter("nonce")).isEqualTo("n=");
    }

    @Test
    void the_client_prefers_sha_256_and_says_no_qop_that_was_not_offered() {
        ClientAuthentication authentication = new ClientAuthentication("u", "p");
        assertThat(authentication.challengedBy(challenge(
                        "Basic realm=\"r\"",
                        "Digest realm=\"r\", nonce=\"1\"",
                        "Digest realm=\"r\", nonce=\"2\", algorithm=SHA-256")))
                .isTrue();
        String header = authentication.authorization("POST", "/").orElseThrow().value();
        assertThat(header).contains("nonce=\"2\"", "algorithm=SHA-256").doesNotContain("qop", "nc=");
    }

    @Test
    void wrong_credentials_are_not_tried_for_ever() {
        ClientAuthentication authentication = new ClientAuthentication("u", "p");
        assertThat(authentication.challengedBy(challenge("Basic realm=\"r\""))).isTrue();
        assertThat(authentication.challengedBy(challenge("Basic realm=\"r\""))).isFalse();
    }

    @Test
    void a_proof_counts_once() {
        DigestVerifier verifier = new DigestVerifier(new SecureRandom());
        ClientAuthentication authentication = new ClientAuthentication("u", "p");
        authentication.challengedBy(new HttpReply(401, verifier.challenges(), new byte[0]));
        String first = authentication.authorization("GET", "/x").orElseThrow().value();
        assertThat(verifier.proves(first, "GET", "/x", "u", "p")).isTrue();
        assertThat(verifier.proves(first, "GET", "/x", "u", "p")).isFalse();
        String second = authentication.authorization("GET", "/x").orElseThrow().value();
        assertThat(verifier.proves(second, "GET", "/y", "u", "p")).isFalse();
        assertThat(verifier.proves(second, "GET", "/x", "u", "q")).isFalse();
        assertThat(verifier.proves(second, "GET", "/x", "u", "p")).isTrue();
    }
}
