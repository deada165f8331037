package org.viaduct.onem2m.type;

import java.util.Map;

/**
 * Says which member of a choice another attribute calls for, as cmdType does for execReqArgs (TS-0004 7.4.16.1).
 *
 * @param by short name of the attribute that selects
 * @param members the short name of the member by the value of that attribute
 */
public record Selection(String by, Map<Long, String> members) {

    public Selection {
        members = Map.copyOf(members);
    }
}
