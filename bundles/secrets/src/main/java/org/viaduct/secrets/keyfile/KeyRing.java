package org.viaduct.secrets.keyfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The keys of the moment.
 *
 * @param keys at least one; the first seals, all open
 */
record KeyRing(List<SealingKey> keys) {

    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    KeyRing {
        keys = List.copyOf(keys);
    }

    /**
     * @param text keys in Base64, with line ends, spaces or commas between
     * @throws IllegalArgumentException when one is none; its message does not quote it
     */
    static KeyRing parse(String text) {
        return new KeyRing(
                BETWEEN.splitAsStream(text.strip()).map(SealingKey::parse).toList());
    }

    static KeyRing random() {
        return new KeyRing(List.of(SealingKey.random()));
    }

    SealingKey sealing() {
        return keys.get(0);
    }

    Optional<SealingKey> named(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    String names() {
        return keys.stream().map(SealingKey::name).collect(Collectors.joining(", "));
    }

    /** A new key before these. */
    KeyRing renewed() {
        List<SealingKey> more = new ArrayList<>(List.of(SealingKey.random()));
        more.addAll(keys);
        return new KeyRing(more);
    }

    /** Only the key that seals. */
    KeyRing alone() {
        return new KeyRing(List.of(sealing()));
    }

    /** A key on each line. */
    String text() {
        return keys.stream().map(key -> key.base64() + "\n").collect(Collectors.joining());
    }
}
