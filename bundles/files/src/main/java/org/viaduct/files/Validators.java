package org.viaduct.files;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.viaduct.files.api.StoredFile;

/**
 * What a content is told apart by (RFC 9110 8.8), and what requests make of it (RFC 9110 13). The entity tag is the SHA-256
 * and strong.
 *
 * @param etag with its quotes; empty when there is no such file
 */
record Validators(String etag, Instant modified) {

    /** For a name that is free. */
    static final Validators NONE = new Validators("", Instant.EPOCH);

    private static final Pattern ETAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

    /** How a request is to be answered. */
    enum Verdict {
        GO_ON,
        NOT_MODIFIED,
        PRECONDITION_FAILED
    }

    static Validators of(StoredFile file) {
        return new Validators('"' + file.sha256() + '"', file.stored().truncatedTo(ChronoUnit.SECONDS));
    }

    void show(HttpServletResponse response) {
        response.setHeader("ETag", etag);
        response.setDateHeader("Last-Modified", modified.toEpochMilli());
    }

    /** In the order of RFC 9110 13.2.2. */
    Verdict verdict(HttpServletRequest request) {
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (request.getHeader("If-Match") != null) {
            if (!matches(request, "If-Match", true)) {
                return Verdict.PRECONDITION_FAILED;
            }
        } else {
            OptionalLong unmodified = date(request, "If-Unmodified-Since");
            if (exists() && unmodified.isPresent() && modified.toEpochMilli() > unmodified.getAsLong()) {
                return Verdict.PRECONDITION_FAILED;
            }
        }
        if (request.getHeader("If-None-Match") != null) {
            if (!matches(request, "If-None-Match", false)) {
                return Verdict.GO_ON;
            }
            return reads ? Verdict.NOT_MODIFIED : Verdict.PRECONDITION_FAILED;
        }
        OptionalLong known = date(request, "If-Modified-Since");
        return reads && known.isPresent() && modified.toEpochMilli() <= known.getAsLong()
                ? Verdict.NOT_MODIFIED
                : Verdict.GO_ON;
    }

    /** Whether a Range is to be heeded (RFC 9110 13.1.5): by strong comparison. */
    boolean rangeApplies(HttpServletRequest request) {
        String condition = request.getHeader("If-Range");
        if (condition == null) {
            return true;
        }
        OptionalLong date = condition.contains("\"") ? OptionalLong.empty() : date(request, "If-Range");
        return date.isPresent()
                ? date.getAsLong() == modified.toEpochMilli()
                : condition.strip().equals(etag);
    }

    private boolean exists() {
        return !etag.isEmpty();
    }

    private boolean matches(HttpServletRequest request, String header, boolean strong) {
        List<String> values = Collections.list(request.getHeaders(header));
        if (values.stream().anyMatch(value -> value.strip().equals("*"))) {
            return exists();
        }
        Matcher tags = ETAG.matcher(String.join(",", values));
        while (tags.find()) {
            if (tags.group(2).equals(etag) && !(strong && tags.group(1) != null)) {
                return true;
            }
        }
        return false;
    }

    private static OptionalLong date(HttpServletRequest request, String header) {
        try {
            long date = request.getDateHeader(header);
            return date < 0 ? OptionalLong.empty() : OptionalLong.of(date);
        } catch (IllegalArgumentException noDate) {
            return OptionalLong.empty();
        }
    }
}
