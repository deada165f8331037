package org.viaduct.onem2m.group;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Resources;

/**
 * The members that a request gives a group, checked (TS-0004 7.4.13.2.1, 7.4.13.2.3).
 *
 * @param ids mid: none twice, and none that was abandoned
 * @param mixed whether the group becomes one of mixed types by the consistencyStrategy SET_MIXED
 */
record Membership(List<String> ids, boolean mixed) {

    private static final int LONGEST_QUOTE = 80;

    Membership {
        ids = List.copyOf(ids);
    }

    /**
     * @param given mid of the request
     * @throws OneM2mException 4004 for an address that names nothing here, 6010 for too many, 4110 for one of another type
     *     when the consistencyStrategy is ABANDON_GROUP
     */
    static Membership check(MemberTerms terms, List<String> given, Resources resources) {
        List<String> ids = new ArrayList<>();
        Set<String> identities = new HashSet<>();
        boolean mixed = false;
        for (String memberId : given) {
            Member member = Member.find(resources, memberId).orElseThrow(() -> unknown(memberId));
            if (!identities.add(member.identity())) {
                continue;
            }
            if (identities.size() > terms.most()) {
                throw tooMany(terms.most());
            }
            boolean accepted = terms.accepts(member);
            if (!accepted && terms.strategy() == MemberTerms.Strategy.ABANDON_GROUP) {
                throw inconsistent(terms, memberId, member);
            }
            if (accepted || terms.strategy() == MemberTerms.Strategy.SET_MIXED) {
                ids.add(memberId);
            }
            mixed |= !accepted;
        }
        return new Membership(ids, mixed && terms.strategy() == MemberTerms.Strategy.SET_MIXED);
    }

    /** The attributes that follow from the members; {@code null} removes one. */
    Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("mid", ids);
        attributes.put("cnm", (long) ids.size());
        attributes.put("mtv", true);
        if (mixed) {
            attributes.put("mt", MemberTerms.MIXED);
            attributes.put("spty", null);
        }
        return attributes;
    }

    static OneM2mException tooMany(long most) {
        return new OneM2mException(
                ResponseStatusCode.MAX_NUMBER_OF_MEMBER_EXCEEDED,
                "The group would have more than " + most
                        + " members: write fewer into mid, or a higher mnm (maxNrOfMembers).");
    }

    private static OneM2mException unknown(String memberId) {
        return new OneM2mException(
                ResponseStatusCode.NOT_FOUND,
                "mid has " + quoted(memberId)
                        + ", which is no resource of this CSE (with /fopt at its end: no <group>): leave it out, or write"
                        + " the address of one.");
    }

    private static OneM2mException inconsistent(MemberTerms terms, String memberId, Member member) {
        return new OneM2mException(
                ResponseStatusCode.GROUP_MEMBER_TYPE_INCONSISTENT,
                "mid has " + quoted(memberId) + " of the type " + member.type() + ", but mt (memberType) is "
                        + terms.type()
                        + terms.specialization()
                                .map(definition -> " with spty (specializationType) " + definition)
                                .orElse("")
                        + ": leave it out, or create the group with csy 1 (ABANDON_MEMBER) or 3 (SET_MIXED).");
    }

    private static String quoted(String memberId) {
        return '\''
                + (memberId.length() <= LONGEST_QUOTE ? memberId : memberId.substring(0, LONGEST_QUOTE) + "...")
                + '\'';
    }
}
