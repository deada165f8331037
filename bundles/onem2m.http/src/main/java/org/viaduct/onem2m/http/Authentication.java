package org.viaduct.onem2m.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import javax.servlet.http.HttpServletRequest;
import org.viaduct.onem2m.access.Caller;
import org.viaduct.onem2m.access.Callers;

/**
 * Who sends a request. A bearer token (RFC 6750 2.1) decides where one is shown, else the client's certificate. Without
 * either only callers on this machine are served, over plain HTTP, which is not spoken elsewhere.
 */
final class Authentication {

    private static final String CERTIFICATES = "javax.servlet.request.X509Certificate";
    private static final String AUTHORIZATION = "Authorization";
    private static final Pattern BEARER = Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    private final boolean loopbackAnonymous;

    Authentication(boolean loopbackAnonymous) {
        this.loopbackAnonymous = loopbackAnonymous;
    }

    /** Whether the caller has to be known: not one that may be anonymous and shows no credentials. */
    boolean needed(HttpServletRequest request) {
        return !loopbackAnonymous
                || request.isSecure()
                || request.getHeader(AUTHORIZATION) != null
                || !onLoopback(request.getRemoteAddr());
    }

    /**
     * @param callers present
     * @throws NotAuthenticatedException when nobody or nobody known sends the request
     * @throws org.viaduct.onem2m.OneM2mException 5000 while it cannot be known
     */
    Caller caller(HttpServletRequest request, Optional<Callers> callers) {
        Callers known = callers.orElseThrow(NotAuthenticatedException::noCredentials);
        List<String> authorization = Collections.list(request.getHeaders(AUTHORIZATION));
        if (!authorization.isEmpty()) {
            return byToken(authorization, known);
        }
        if (request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0) {
            return byCertificate(chain[0], known);
        }
        throw NotAuthenticatedException.noCredentials();
    }

    /** @throws NotAuthenticatedException when the originator is none of the caller's */
    static void check(Caller caller, String originator) {
        if (!caller.mayUse(originator)) {
            throw NotAuthenticatedException.notBound(
                    "These credentials are not bound to the originator " + Refusals.quote(originator)
                            + ": send X-M2M-Origin with one of " + String.join(", ", caller.originators()) + ".",
                    caller.name() + " may not use the originator " + Refusals.quote(originator));
        }
    }

    private static Caller byToken(List<String> authorization, Callers known) {
        Matcher bearer = BEARER.matcher(authorization.get(0).strip());
        if (authorization.size() > 1 || !bearer.matches()) {
            throw NotAuthenticatedException.invalidToken(
                    "The header Authorization should be Bearer and a token, once.", "no bearer token in Authorization");
        }
        return known.byToken(bearer.group(1))
                .orElseThrow(() -> NotAuthenticatedException.invalidToken(
                        "The token is unknown here or was removed: ask for a new one (onem2m:token add in the shell).",
                        "an unknown token"));
    }

    private static Caller byCertificate(X509Certificate certificate, Callers known) {
        String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        return known.byCertificate(certificate)
                .orElseThrow(() -> NotAuthenticatedException.notBound(
                        "The certificate of " + subject + " is bound to no originator: its rule is missing in"
                                + " org.viaduct.onem2m.access.cfg.",
                        "the certificate of " + subject + " is bound to no originator (add a rule to"
                                + " org.viaduct.onem2m.access.cfg)"));
    }

    private static boolean onLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
