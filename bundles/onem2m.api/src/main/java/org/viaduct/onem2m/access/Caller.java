package org.viaduct.onem2m.access;

import java.util.Set;

/**
 * Who has proved who it is.
 *
 * @param name for the log and for sentences, such as {@code token dashboard}
 * @param originators those whose requests (From) it may send, as they are written there
 */
public record Caller(String name, Set<String> originators) {

    public Caller {
        originators = Set.copyOf(originators);
    }

    public boolean mayUse(String originator) {
        return originators.contains(originator);
    }
}
