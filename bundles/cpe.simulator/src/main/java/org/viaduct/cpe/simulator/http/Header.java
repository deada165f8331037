package org.viaduct.cpe.simulator.http;

import java.util.List;
import java.util.Optional;

/** A header field of an HTTP message. */
public record Header(String name, String value) {
    /** The value of the first field of this name, in any case. */
    public static Optional<String> first(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name.equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** The values of all fields of this name, in any case. */
    public static List<String> all(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name.equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** Whether a field of this name has the token in its comma-separated list, both in any case. */
    public static boolean hasToken(List<Header> headers, String name, String token) {
        return all(headers, name).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .anyMatch(value -> value.strip().equalsIgnoreCase(token));
    }
}
