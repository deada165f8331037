package org.viaduct.cwmp.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.HttpCall;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.cwmp.api.Verdict;
import org.viaduct.cwmp.api.Verdict.Admitted;
import org.viaduct.cwmp.api.Verdict.Denied;
import org.viaduct.store.disturbed.DisturbedStore;
import org.viaduct.store.disturbed.ReversingSecrets;
import org.viaduct.testkit.ErrorStream;
import org.viaduct.testkit.TestCertificate;

class AuthenticatorTest {

    private static final CpeId CPE = new CpeId("00D09E", "GW", "SN1");
    private static final CpeId OTHER = new CpeId("00D09E", "GW", "SN2");
    private static final String PASSWORD = "planted-own-password";
    private static final String SHARED = "planted-shared-password";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final DisturbedStore store = new DisturbedStore();
    private final Accounts accounts = new Accounts(store, new ReversingSecrets());
    private final StoredAccounts operator = new StoredAccounts(accounts);
    private final Newcomers newcomers = new Newcomers();
    private Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private Authenticator authenticator;

    @BeforeEach
    void start() {
        authenticator = authenticator("", false, true);
    }

    private Authenticator authenticator(String allowed, boolean again, boolean anonymous) {
        Policy policy = new Policy(
                anonymous,
                Optional.of(new Policy.Bootstrap("new", PasswordHashes.of("new", SHARED))),
                again,
                Optional.of(AllowedDevices.parse(allowed.isEmpty() ? List.of() : List.of(allowed))),
                Optional.of(CertificateRule.parse("cn:(?<oui>[0-9A-F]{6})-(?<productClass>[^-]*)-(?<serial>.+)")),
                List.of(DigestAlgorithm.values()),
                true,
                Duration.ofSeconds(300));
        return new Authenticator(accounts, newcomers, policy, () -> now);
    }

    private DigestCpe cpe() {
        operator.provision(CPE, PASSWORD);
        return challenged(new DigestCpe(CPE.value(), PASSWORD));
    }

    private DigestCpe challenged(DigestCpe cpe) {
        return cpe.challenged(denied(DigestCpe.call("", true)));
    }

    private Denied denied(HttpCall call) {
        Verdict verdict = authenticator.admit(call);
        assertThat(verdict).isInstanceOf(Denied.class);
        return (Denied) verdict;
    }

    private void assertAdmitted(HttpCall call, Sender sender) {
        assertThat(authenticator.admit(call)).isEqualTo(new Admitted(sender));
    }

    @Test
    void only_who_is_on_this_machine_without_tls_may_be_anonymous() throws Exception {
        assertAdmitted(DigestCpe.call("", false), new Sender.Anonymous());
        assertThat(denied(DigestCpe.call("", true)).status()).isEqualTo(401);
        InetAddress elsewhere = InetAddress.getByName("192.0.2.1");
        assertThat(denied(new HttpCall("POST", "/", List.of(), false, List.of(), elsewhere))
                        .status())
                .isEqualTo(401);
        authenticator = authenticator("", false, false);
        assertThat(denied(DigestCpe.call("", false)).delay()).isZero();
    }

    @Test
    void sha_256_is_offered_before_md5_and_basic_over_tls_only() {
        assertThat(denied(DigestCpe.call("", true)).challenges())
                .hasSize(3)
                .satisfies(all -> assertThat(all.get(0)).contains("algorithm=SHA-256", "qop=\"auth\"", "opaque="))
                .satisfies(all -> assertThat(all.get(1)).contains("algorithm=MD5"))
                .satisfies(all -> assertThat(all.get(2)).startsWith("Basic"));
        authenticator = authenticator("", false, false);
        assertThat(denied(DigestCpe.call("", false)).challenges()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "MD5", "\"md5\"", "sha256"})
    void a_right_digest_proves_the_device_whatever_the_algorithm_looks_like(String algorithm) {
        DigestCpe cpe = cpe().with(algorithm);
        assertAdmitted(cpe.call(), Sender.Known.of(CPE));
        assertAdmitted(cpe.call(), Sender.Known.of(CPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:7547/", "http://127.0.0.1:7547", "https://acs.example.com/", ""})
    void whole_urls_in_a_digest_are_those_of_their_paths(String uri) {
        assertAdmitted(cpe().at(uri).call(), Sender.Known.of(CPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5-sess", "SHA-512-256", "rot13"})
    void algorithms_that_were_not_offered_are_refused(String algorithm) {
        assertThat(denied(cpe().with(algorithm).call()).status()).isEqualTo(401);
    }

    @Test
    void a_header_without_commas_and_with_odd_quotes_is_understood() {
        String header = cpe().header()
                .replace(", ", " ")
                .replace("qop=auth", "qop=\"auth\"")
                .replace("algorithm=SHA-256", "algorithm=\"SHA-256\"");
        assertAdmitted(DigestCpe.call(header, true), Sender.Known.of(CPE));
    }

    @Test
    void a_replayed_digest_is_stale() {
        String header = cpe().header();
        assertAdmitted(DigestCpe.call(header, true), Sender.Known.of(CPE));
        Denied replayed = denied(DigestCpe.call(header, true));
        assertThat(replayed.challenges()).allMatch(each -> each.startsWith("Basic") || each.contains("stale=true"));
        assertThat(replayed.delay()).isZero();
    }

    @Test
    void counts_may_leave_some_out_but_not_go_back() {
        DigestCpe cpe = cpe();
        String first = cpe.header();
        cpe.header();
        assertAdmitted(cpe.call(), Sender.Known.of(CPE));
        assertThat(denied(DigestCpe.call(first, true)).status()).isEqualTo(401);
    }

    @Test
    void without_qop_each_nonce_counts_once() {
        DigestCpe old = cpe().withoutQop();
        assertAdmitted(old.call(), Sender.Known.of(CPE));
        assertThat(denied(old.call()).challenges().get(0)).contains("stale=true");
        assertAdmitted(challenged(old).call(), Sender.Known.of(CPE));
    }

    @Test
    void a_nonce_expires_and_those_of_another_server_never_count() {
        DigestCpe cpe = cpe();
        now = now.plusSeconds(301);
        assertThat(denied(cpe.call()).challenges().get(0)).contains("stale=true");
        challenged(cpe);
        authenticator = authenticator("", false, true);
        assertThat(denied(cpe.call()).challenges().get(0)).contains("stale=true");
    }

    @Test
    void wrong_digests_are_refused_slower_and_slower_and_logged_once() {
        try (ErrorStream log = new ErrorStream()) {
            operator.provision(CPE, PASSWORD);
            DigestCpe guesser = challenged(new DigestCpe(CPE.value(), "wrong"));
            assertThat(denied(guesser.call()).delay()).isEqualTo(Duration.ofMillis(250));
            assertThat(denied(guesser.call()).delay()).isEqualTo(Duration.ofMillis(500));
            assertThat(denied(challenged(new DigestCpe("00D09E-GW-nobody", "x")).call())
                            .challenges()
                            .get(0))
                    .doesNotContain("stale");
            assertThat(log.lines())
                    .hasSize(1)
                    .allMatch(line -> line.contains("a wrong digest for " + CPE) && !line.contains("wrong\""));
        }
    }

    @Test
    void while_many_answers_wait_no_guess_of_the_address_is_looked_at() {
        DigestCpe owner = cpe();
        DigestCpe guesser = challenged(new DigestCpe(CPE.value(), "wrong"));
        for (int i = 0; i < 8; i++) {
            denied(guesser.call());
        }
        assertThat(denied(owner.call()).status()).isEqualTo(503);
        now = now.plusSeconds(9);
        assertAdmitted(owner.call(), Sender.Known.of(CPE));
    }

    @Test
    void refusals_that_are_not_waited_for_leave_nothing_behind() {
        FailedAttempts failures = new FailedAttempts(() -> now);
        for (int i = 0; i < 100; i++) {
            failures.note(LOOPBACK, "a certificate");
        }
        assertThat(failures.busy(LOOPBACK)).isTrue();
        now = now.plusSeconds(9);
        assertThat(failures.busy(LOOPBACK)).isFalse();
    }

    @Test
    void while_nobody_can_get_in_one_line_says_what_to_set() {
        Policy nothing = new Policy(
                true,
                Optional.empty(),
                false,
                Optional.of(new AllowedDevices(List.of())),
                Optional.empty(),
                List.of(DigestAlgorithm.MD5),
                true,
                Duration.ofSeconds(300));
        authenticator = new Authenticator(accounts, newcomers, nothing, () -> now);
        try (ErrorStream log = new ErrorStream()) {
            denied(DigestCpe.call("", true));
            denied(DigestCpe.call("", true));
            assertThat(log.lines()).singleElement().asString().contains("bootstrap.username", "certificate.device");
        }
    }

    @Test
    void credentials_that_come_after_the_first_look_count() {
        assertThat(accounts.exist()).isFalse();
        assertAdmitted(cpe().call(), Sender.Known.of(CPE));
        assertThat(accounts.exist()).isTrue();
        assertThat(new Accounts(store, new ReversingSecrets()).exist()).isTrue();
    }

    @Test
    void a_digest_for_another_url_or_method_is_refused() {
        DigestCpe cpe = cpe();
        assertThat(denied(cpe.at("/other").call()).status()).isEqualTo(401);
        HttpCall call = cpe.at("/").call();
        assertThat(denied(new HttpCall("PUT", "/", call.authorization(), true, List.of(), LOOPBACK))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digest", "Basic !!!", "Negotiate YII=", "Digest username=", "Digest =,=\"\\"})
    void what_cannot_be_understood_is_refused(String header) {
        assertThat(denied(DigestCpe.call(header, true)).status()).isEqualTo(401);
    }

    @Test
    void an_oversized_header_is_refused() {
        assertThat(denied(DigestCpe.call(cpe().header() + ", x=\"" + "y".repeat(4000) + '"', true))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void basic_counts_over_tls_only() {
        String basic = cpe().basic();
        assertAdmitted(DigestCpe.call(basic, true), Sender.Known.of(CPE));
        Denied denied = denied(DigestCpe.call(basic, false));
        assertThat(denied.status()).isEqualTo(401);
        assertThat(denied.delay()).isPositive();
    }

    @Test
    void a_certificate_is_that_of_one_device() {
        HttpCall call = new HttpCall("POST", "/", List.of(), true, List.of(TestCertificate.GATEWAY), LOOPBACK);
        assertAdmitted(call, Sender.Known.of(CPE));
        assertThat(authenticator.refuses(Sender.Known.of(CPE), CPE, true, LOOPBACK))
                .isEmpty();
        assertThat(authenticator.refuses(Sender.Known.of(CPE), OTHER, true, LOOPBACK))
                .hasValueSatisfying(denied -> assertThat(denied.status()).isEqualTo(403));
    }

    @Test
    void a_new_cpe_may_come_with_the_shared_credentials_until_it_has_its_own() {
        assertAdmitted(challenged(new DigestCpe("new", SHARED)).call(), new Sender.Newcomer());
        assertThat(authenticator.refuses(new Sender.Newcomer(), CPE, false, LOOPBACK))
                .isEmpty();
        operator.provision(CPE, PASSWORD);
        assertThat(authenticator.refuses(new Sender.Newcomer(), CPE, true, LOOPBACK))
                .hasValueSatisfying(denied -> assertThat(denied.status()).isEqualTo(403));
        assertThat(authenticator.refuses(new Sender.Anonymous(), CPE, true, LOOPBACK))
                .hasValueSatisfying(denied -> assertThat(denied.challenges()).isNotEmpty());
        assertThat(authenticator.refuses(new Sender.Newcomer(), OTHER, true, LOOPBACK))
                .isEmpty();
    }

    @Test
    void after_a_factory_reset_an_operator_or_the_setting_lets_a_cpe_in_again() {
        operator.provision(CPE, PASSWORD);
        operator.readmit(CPE);
        assertThat(authenticator.refuses(new Sender.Newcomer(), CPE, true, LOOPBACK))
                .isEmpty();
        operator.provision(CPE, PASSWORD);
        authenticator = authenticator("", true, true);
        assertThat(authenticator.refuses(new Sender.Newcomer(), CPE, true, LOOPBACK))
                .isEmpty();
        assertThat(authenticator.refuses(new Sender.Newcomer(), CPE, false, LOOPBACK))
                .isPresent();
    }

    @Test
    void only_listed_cpes_may_come_without_credentials_of_their_own() {
        authenticator = authenticator("00d09e:SN1..SN1", false, true);
        assertThat(authenticator.refuses(new Sender.Newcomer(), CPE, true, LOOPBACK))
                .isEmpty();
        assertThat(authenticator.refuses(new Sender.Newcomer(), OTHER, true, LOOPBACK))
                .isPresent();
        assertThat(authenticator.refuses(new Sender.Anonymous(), OTHER, true, LOOPBACK))
                .isPresent();
        assertThat(authenticator.refuses(Sender.Known.of(OTHER), OTHER, true, LOOPBACK))
                .isEmpty();
    }
}
