package org.viaduct.onem2m.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The members of a located object, each to be taken once; {@link #none} makes sure that nothing was misspelt. */
final class Members {

    private final Located object;
    private final Map<String, Located> left;

    Members(Located object) {
        this.object = object;
        this.left = new LinkedHashMap<>(object.map());
    }

    Located need(String name) {
        return take(name).orElseThrow(() -> object.error("'" + name + "' is missing"));
    }

    Optional<Located> take(String name) {
        return Optional.ofNullable(left.remove(name));
    }

    boolean flag(String name) {
        return take(name).map(Located::flag).orElse(false);
    }

    void none() {
        left.forEach((name, value) -> {
            throw value.error("'" + name + "' is not known here");
        });
    }
}
