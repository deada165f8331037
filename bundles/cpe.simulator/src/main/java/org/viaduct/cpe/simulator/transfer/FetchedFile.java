package org.viaduct.cpe.simulator.transfer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that was fetched, of which only the beginning is kept.
 *
 * @param size bytes
 * @param sha256 of all of it, lower-case hexadecimal
 * @param head the first bytes, at most {@value #HEAD}
 */
public record FetchedFile(String url, long size, String sha256, byte[] head) {
    /** How many bytes of a file are looked at. */
    public static final int HEAD = 512;

    private static final Pattern LINE = Pattern.compile("(?m)^([a-z]+):[ \\t]*(\\S+)[ \\t]*\\r?$");
    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+");

    /** A line {@code field: value} in the beginning of the file. */
    public Optional<String> field(String field) {
        Matcher matcher = LINE.matcher(new String(head, StandardCharsets.ISO_8859_1));
        return matcher.results()
                .filter(line -> line.group(1).equals(field))
                .map(line -> line.group(2))
                .findFirst();
    }

    /** What the line {@code version:} says, else the dotted number in the file's name. */
    public Optional<String> version() {
        return field("version").or(() -> {
            Matcher matcher = VERSION.matcher(name(url));
            return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
        });
    }

    /** The last segment of a URL's path. */
    public static String name(String url) {
        String path = URI.create(url).getPath();
        return path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
    }
}
