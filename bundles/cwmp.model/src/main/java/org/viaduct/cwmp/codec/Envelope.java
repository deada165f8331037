package org.viaduct.cwmp.codec;

import java.util.List;
import java.util.OptionalInt;
import org.viaduct.cwmp.CwmpMessage;

/**
 * A SOAP envelope with its CWMP headers (TR-069 3.5).
 *
 * @param namespace the CWMP namespace it speaks; an answer is written in that of the question
 * @param id the header ID, which an answer repeats; empty where absent
 * @param holdRequests whether the CPE is to hold its requests back (ACS to CPE)
 * @param sessionTimeout seconds the CPE asks for (in an Inform, from CWMP 1.3)
 * @param supportedVersions such as {@code 1.0}, those the CPE supports (in an Inform, from CWMP 1.4); else empty
 * @param useCwmpVersion the version the ACS has chosen (in an InformResponse, from CWMP 1.4); empty where absent
 */
public record Envelope(
        String namespace,
        String id,
        boolean holdRequests,
        OptionalInt sessionTimeout,
        List<String> supportedVersions,
        String useCwmpVersion,
        CwmpMessage body) {
    public Envelope {
        supportedVersions = List.copyOf(supportedVersions);
    }

    /** An envelope with no header but, unless empty, the ID. */
    public static Envelope of(String namespace, String id, CwmpMessage body) {
        return new Envelope(namespace, id, false, OptionalInt.empty(), List.of(), "", body);
    }

    /** The envelope that answers this one: same namespace, same ID. */
    public Envelope answer(CwmpMessage answer) {
        return of(namespace, id, answer);
    }

    /** This envelope with the header HoldRequests: the CPE is not to call anything until one comes without. */
    public Envelope holdingRequests() {
        return new Envelope(namespace, id, true, sessionTimeout, supportedVersions, useCwmpVersion, body);
    }

    /** This envelope with the header UseCWMPVersion. */
    public Envelope useCwmpVersion(String version) {
        return new Envelope(namespace, id, holdRequests, sessionTimeout, supportedVersions, version, body);
    }
}
