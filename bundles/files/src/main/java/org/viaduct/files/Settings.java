package org.viaduct.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * The settings, checked. {@link FileService.Configuration} says what each means.
 *
 * @param base of the URLs that CPEs are given, with a slash at its end
 * @param operators originators
 * @param slowest bytes a second; 0 for any
 */
record Settings(Path directory, String base, Limits limits, Duration lifetime, long slowest, Set<String> operators) {

    Settings {
        operators = Set.copyOf(operators);
    }

    /** So that a URL has at most the 256 characters that CWMP carries. */
    private static final int LONGEST_BASE = 80;

    /** @throws IllegalArgumentException with a sentence that says what to write */
    static String base(String url) {
        String problem = "url is to be http://host:port/ or https://host:port/ with at most " + LONGEST_BASE
                + " characters, as CPEs reach the listener";
        String base = url.strip().endsWith("/") ? url.strip() : url.strip() + "/";
        try {
            URI uri = new URI(base);
            boolean plain = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && "/".equals(uri.getRawPath())
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (plain && base.length() <= LONGEST_BASE) {
                return base;
            }
            throw new IllegalArgumentException(problem);
        } catch (URISyntaxException noUrl) {
            throw new IllegalArgumentException(problem, noUrl);
        }
    }
}
