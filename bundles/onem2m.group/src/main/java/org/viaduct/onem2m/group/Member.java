package org.viaduct.onem2m.group;

import java.util.Optional;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.api.Resources;

/**
 * A resource that a memberID means.
 *
 * @param fannedOut whether the memberID ends with {@code /fopt}: then the members of that group are meant (TS-0001 9.6.13)
 */
record Member(Resource resource, boolean fannedOut) {

    static final int GROUP = 9;

    private static final String FAN_OUT_POINT = "/fopt";

    /** Empty when there is no such resource here, or its members are meant and it is no group. */
    static Optional<Member> find(Resources resources, String memberId) {
        if (!memberId.endsWith(FAN_OUT_POINT)) {
            return resources.resolve(memberId).map(found -> new Member(found, false));
        }
        return resources
                .resolve(memberId.substring(0, memberId.length() - FAN_OUT_POINT.length()))
                .filter(Member::isGroup)
                .map(found -> new Member(found, true));
    }

    static boolean isGroup(Resource resource) {
        return resource.type() == GROUP;
    }

    /** What the memberType is compared with (TS-0004 7.4.13.2.1). */
    long type() {
        return fannedOut ? resource.number("mt").orElse(MemberTerms.MIXED) : resource.type();
    }

    /** What the specializationType is compared with. */
    Optional<Long> specialization() {
        return resource.number(fannedOut ? "spty" : "mgd");
    }

    /** The same for every memberID that means the same. */
    String identity() {
        return fannedOut ? resource.id() + FAN_OUT_POINT : resource.id().value();
    }
}
