package org.viaduct.onem2m.cse;

import java.util.Set;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponseStatusCode;

/** Who may do what (TS-0004 7.3.3.15): without access control policies only the admin originator may do anything. */
final class Authorization {

    private final Set<String> admin;

    Authorization(Settings settings) {
        admin = Set.of(
                settings.admin(),
                settings.cseId() + "/" + settings.admin(),
                settings.spId() + settings.cseId() + "/" + settings.admin());
    }

    /** @throws OneM2mException 4103 */
    void check(RequestPrimitive request) {
        if (!admin.contains(request.from())) {
            throw new OneM2mException(
                    ResponseStatusCode.ORIGINATOR_HAS_NO_PRIVILEGE,
                    "The originator has no privilege here: only the admin originator of this CSE may send requests.");
        }
    }
}
