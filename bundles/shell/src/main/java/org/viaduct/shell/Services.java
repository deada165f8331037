package org.viaduct.shell;

import java.util.List;
import java.util.Optional;

/**
 * The services a command works with, looked up when it runs: Karaf takes away a command whose reference is missing, and
 * with it the chance to say what is missing.
 */
public interface Services {

    <T> Optional<T> find(Class<T> type);

    /** All services of this type with the value of a property of theirs, highest ranking first. */
    <T> List<Named<T>> all(Class<T> type, String property);

    /** @throws MissingServiceException if it is not there */
    default <T> T need(Class<T> type, String what) {
        return find(type).orElseThrow(() -> new MissingServiceException(what, type));
    }

    /** @param name the property's value; empty where it has none */
    record Named<T>(String name, T service) {}
}
