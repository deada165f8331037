package org.viaduct.onem2m.cse;

import java.time.Duration;
import java.time.temporal.TemporalAmount;
import java.util.List;

/**
 * What the operator sets.
 *
 * @param cseId CSE-ID with its slash, such as {@code /id-in}
 * @param name resourceName of the CSEBase
 * @param spId M2M-SP-ID with its slashes, such as {@code //sp}
 * @param admin the originator that may do everything
 * @param resultLimit the most resources in one result
 * @param expiration how long a resource lives that does not say
 * @param sweepInterval between two looks for expired resources
 * @param serviceWait how long a service that is being updated is waited for
 * @param responseWait how long a handler may take for a request without requestExpiration
 * @param resultRetention how long the result of a non-blocking request without resultExpiration is kept
 */
record Settings(
        String cseId,
        String name,
        String spId,
        String admin,
        List<String> pointOfAccess,
        int resultLimit,
        TemporalAmount expiration,
        Duration sweepInterval,
        Duration serviceWait,
        Duration responseWait,
        Duration resultRetention) {

    private static final String UNRESERVED = "[A-Za-z0-9._~-]+";

    Settings {
        pointOfAccess = List.copyOf(pointOfAccess);
        require(cseId.matches("/" + UNRESERVED), "cse.id is not a slash and a name: " + cseId);
        require(name.matches(UNRESERVED) && !name.equals("-"), "cse.name is not a name: " + name);
        require(spId.matches("//" + UNRESERVED), "sp.id is not two slashes and a name: " + spId);
        require(!admin.isBlank(), "admin.originator is empty");
    }

    /** The resourceID of the CSEBase. */
    String baseId() {
        return cseId.substring(1);
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
