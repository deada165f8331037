package org.viaduct.cwmp.authentication;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CpeAuthentication;
import org.viaduct.cwmp.api.HttpCall;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.cwmp.api.Verdict;
import org.viaduct.cwmp.api.Verdict.Admitted;
import org.viaduct.cwmp.api.Verdict.Denied;
import org.viaduct.settings.NumberSettings;

/**
 * Lets CPEs in. A client certificate decides where there is a rule for certificates, else the Authorization header: digest
 * (RFC 7616), or basic over TLS. Without either only CPEs on this machine get in, over plain HTTP, which is not spoken
 * elsewhere.
 */
@Component(service = CpeAuthentication.class, configurationPid = AuthenticationConfiguration.PID)
@Designate(ocd = AuthenticationConfiguration.class)
public final class Authenticator implements CpeAuthentication {

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;
    private static final int MOST_NONCES = 100_000;

    private final Policy policy;
    private final Passwords passwords;
    private final Accounts accounts;
    private final Newcomers newcomers;
    private final Nonces nonces;
    private final String opaque;
    private final FailedAttempts failures;
    private final AtomicBoolean told = new AtomicBoolean();

    @Activate
    public Authenticator(
            @Reference Accounts accounts,
            @Reference Newcomers newcomers,
            AuthenticationConfiguration configuration,
            Map<String, Object> properties) {
        this(
                accounts,
                newcomers,
                Policy.of(
                        configuration,
                        new NumberSettings(
                                properties,
                                AuthenticationConfiguration.PID + ".cfg",
                                AuthenticationConfiguration.class),
                        Path.of(System.getProperty("karaf.etc", "."))),
                Clock.systemUTC());
    }

    Authenticator(Accounts accounts, Newcomers newcomers, Policy policy, InstantSource clock) {
        this.policy = policy;
        this.accounts = accounts;
        this.passwords = new Passwords(accounts, policy.bootstrap());
        this.newcomers = newcomers;
        this.nonces = new Nonces(clock, policy.nonceLifetime(), MOST_NONCES);
        this.opaque = nonces.make();
        this.failures = new FailedAttempts(clock);
    }

    @Override
    public Verdict admit(HttpCall call) {
        if (policy.certificates().isPresent() && !call.certificates().isEmpty()) {
            return byCertificate(call, policy.certificates().get());
        }
        if (!call.authorization().isEmpty()) {
            return byAuthorization(call);
        }
        if (policy.loopbackAnonymous() && !call.secure() && call.remote().isLoopbackAddress()) {
            return new Admitted(new Sender.Anonymous());
        }
        if (policy.bootstrap().isEmpty()
                && policy.certificates().isEmpty()
                && !accounts.exist()
                && !told.getAndSet(true)) {
            LOG.warn(
                    "No CPE can get in, such as that at {}: set bootstrap.username or certificate.device in {}.cfg, or a"
                            + " password by cwmp:credentials",
                    call.remote().getHostAddress(),
                    AuthenticationConfiguration.PID);
        }
        return challenge(call, false, Duration.ZERO, "CPEs need credentials here");
    }

    private Verdict byCertificate(HttpCall call, CertificateRule rule) {
        Optional<Sender.Known> device = rule.device(call.certificates().get(0));
        if (device.isPresent()) {
            return new Admitted(device.get());
        }
        String subject = Printable.name(
                call.certificates().get(0).getSubjectX500Principal().getName());
        return denied(
                call.remote(),
                FORBIDDEN,
                "certificate.device makes no device of the certificate of " + subject,
                "this certificate is that of no device");
    }

    private Verdict byAuthorization(HttpCall call) {
        if (failures.busy(call.remote())) {
            return new Denied(UNAVAILABLE, List.of(), "too many failed attempts from this address", Duration.ZERO);
        }
        if (call.authorization().size() > 1) {
            return wrong(call, "several Authorization headers");
        }
        AuthorizationHeader header =
                AuthorizationHeader.parse(call.authorization().get(0)).orElse(null);
        if (header instanceof AuthorizationHeader.Digest digest) {
            return byDigest(call, digest);
        }
        return header instanceof AuthorizationHeader.Basic basic
                ? byBasic(call, basic)
                : wrong(call, "an Authorization header that cannot be understood");
    }

    private Verdict byDigest(HttpCall call, AuthorizationHeader.Digest header) {
        DigestProof proof = DigestProof.of(header, call.target())
                .filter(given -> policy.algorithms().contains(given.algorithm()))
                .orElse(null);
        if (proof == null) {
            return wrong(call, "a digest that is incomplete, of another kind than offered, or for another URL");
        }
        Optional<Passwords.Match> match =
                passwords.find(proof.username(), password -> proof.isRight(password, call.method()));
        if (match.isEmpty()) {
            return wrong(call, "a wrong digest for " + Printable.name(proof.username()));
        }
        if (!proof.isFresh(nonces)) {
            LOG.debug("{} used a nonce that is old, used, or another server's", Printable.name(proof.username()));
            return challenge(call, true, Duration.ZERO, "the nonce counts no more: repeat with the new one");
        }
        return new Admitted(match.get().proved());
    }

    private Verdict byBasic(HttpCall call, AuthorizationHeader.Basic basic) {
        if (!call.secure()) {
            return wrong(
                    call,
                    "a password in clear, without TLS, for " + Printable.name(basic.username())
                            + ": consider it known, and set another");
        }
        if (!policy.basic()) {
            return wrong(call, "basic authentication, which is switched off, for " + Printable.name(basic.username()));
        }
        PasswordHashes shown = PasswordHashes.of(basic.username(), basic.password());
        return passwords
                .find(basic.username(), shown::matches)
                .<Verdict>map(match -> new Admitted(match.proved()))
                .orElseGet(() -> wrong(call, "a wrong password for " + Printable.name(basic.username())));
    }

    @Override
    public Optional<Denied> refuses(Sender sender, CpeId cpe, boolean bootstrap, InetAddress remote) {
        if (!sender.mayBe(cpe)) {
            return Optional.of(denied(
                    remote,
                    FORBIDDEN,
                    "what is authenticated as " + sender.cpe().map(CpeId::value).orElse(sender.toString())
                            + " informs as " + cpe,
                    "the DeviceId is not that of the credentials"));
        }
        return sender instanceof Sender.Known ? Optional.empty() : refusesNewcomer(sender, cpe, bootstrap, remote);
    }

    private Optional<Denied> refusesNewcomer(Sender sender, CpeId cpe, boolean bootstrap, InetAddress remote) {
        if (!policy.newcomers().map(allowed -> allowed.has(cpe)).orElse(false)) {
            return Optional.of(denied(
                    remote,
                    FORBIDDEN,
                    "CPE " + cpe + " is not among allowed.devices",
                    "this device may not come without credentials of its own"));
        }
        boolean shared = sender instanceof Sender.Newcomer;
        AccountRecord account = accounts.find(cpe).orElse(AccountRecord.NONE);
        boolean welcome =
                account.confirmed() == null || account.readmitted() || shared && bootstrap && policy.bootstrapAgain();
        if (!welcome) {
            return Optional.of(
                    shared
                            ? denied(
                                    remote,
                                    FORBIDDEN,
                                    "CPE " + cpe
                                            + " has credentials of its own and came with those of first contact: if it"
                                            + " was reset, let it in by cwmp:readmit " + cpe,
                                    "this device has credentials of its own")
                            : needsItsOwn(cpe, remote));
        }
        if (shared) {
            newcomers.add(cpe);
        }
        return Optional.empty();
    }

    private Denied needsItsOwn(CpeId cpe, InetAddress remote) {
        LOG.debug("CPE {} at {} has credentials of its own and showed none", cpe, remote);
        return new Denied(
                UNAUTHORIZED, challenges(false, false), "this device has credentials of its own", Duration.ZERO);
    }

    private Denied wrong(HttpCall call, String reason) {
        return challenge(call, false, failures.note(call.remote(), reason), "these credentials are wrong");
    }

    private Denied denied(InetAddress remote, int status, String reason, String sentence) {
        return new Denied(status, List.of(), sentence, failures.note(remote, reason));
    }

    private Denied challenge(HttpCall call, boolean stale, Duration delay, String sentence) {
        return new Denied(UNAUTHORIZED, challenges(stale, call.secure() && policy.basic()), sentence, delay);
    }

    private List<String> challenges(boolean stale, boolean basic) {
        String nonce = nonces.make();
        List<String> challenges = new ArrayList<>();
        for (DigestAlgorithm algorithm : policy.algorithms()) {
            challenges.add("Digest realm=\"" + PasswordHashes.REALM + "\", qop=\"auth\", algorithm=" + algorithm.token()
                    + ", nonce=\"" + nonce + "\", opaque=\"" + opaque + "\"" + (stale ? ", stale=true" : ""));
        }
        if (basic) {
            challenges.add("Basic realm=\"" + PasswordHashes.REALM + "\", charset=\"UTF-8\"");
        }
        return challenges;
    }
}
