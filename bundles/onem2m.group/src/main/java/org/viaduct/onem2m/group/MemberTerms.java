package org.viaduct.onem2m.group;

import java.util.Map;
import java.util.Optional;

/**
 * What a group expects of its members.
 *
 * @param type mt; {@link #MIXED} takes all
 * @param specialization spty: the mgmtDefinition that all members have
 * @param strategy csy: what becomes of a member of another type
 * @param most mnm
 */
record MemberTerms(long type, Optional<Long> specialization, Strategy strategy, long most) {

    static final long MIXED = 0;

    private static final long MGMT_OBJ = 13;

    /** m2m:consistencyStrategy (TS-0004 6.3.4.2.12), in the order of its values from 1 on. */
    enum Strategy {
        ABANDON_MEMBER,
        ABANDON_GROUP,
        SET_MIXED
    }

    /** @param attributes of the group, validated, by short name */
    static MemberTerms of(Map<String, ?> attributes) {
        int strategy = (int) number(attributes, "csy").orElse(1L).longValue();
        return new MemberTerms(
                number(attributes, "mt").orElse(MIXED),
                number(attributes, "spty"),
                Strategy.values()[strategy - 1],
                number(attributes, "mnm").orElseThrow());
    }

    /** A specialization of what has none. */
    boolean isContradictory() {
        return specialization.isPresent() && type != MGMT_OBJ;
    }

    boolean accepts(Member member) {
        return type == MIXED
                || member.type() == type
                        && (specialization.isEmpty() || specialization.equals(member.specialization()));
    }

    private static Optional<Long> number(Map<String, ?> attributes, String shortName) {
        return attributes.get(shortName) instanceof Long number ? Optional.of(number) : Optional.empty();
    }
}
