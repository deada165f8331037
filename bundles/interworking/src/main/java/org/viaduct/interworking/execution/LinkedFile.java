package org.viaduct.interworking.execution;

import java.util.Map;
import org.viaduct.files.api.StoredFile;

/** What a CPE has sent, as its {@code <execInstance>} shows it. */
public record LinkedFile(String name, long size, String sha256) {

    /** The attribute of the {@code <execInstance>}; the standard has none for it. */
    public static final String ATTRIBUTE = "viaductFile";

    public static LinkedFile of(StoredFile file) {
        return new LinkedFile(file.name().value(), file.size(), file.sha256());
    }

    public Map<String, Object> attribute() {
        return Map.of("name", name, "size", size, "sha256", sha256);
    }
}
