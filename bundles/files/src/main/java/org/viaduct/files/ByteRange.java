package org.viaduct.files;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import org.viaduct.files.Coverage.Range;

/**
 * What a request asks for of a content (RFC 9110 14.2). Several ranges at once are answered with the whole, as the RFC
 * allows: no CPE needs them, and they multiply work.
 */
record ByteRange(Kind kind, Range range) {

    /** How the request is answered. */
    enum Kind {
        WHOLE,
        PART,
        UNSATISFIABLE
    }

    private static final Pattern SINGLE = Pattern.compile("(?i:bytes)=[ \\t]*(\\d{0,18})-(\\d{0,18})[ \\t]*");

    static ByteRange of(HttpServletRequest request, Validators validators, long size) {
        List<String> headers = Collections.list(request.getHeaders("Range"));
        ByteRange whole = new ByteRange(Kind.WHOLE, new Range(0, size));
        if (!request.getMethod().equals("GET") || headers.size() != 1 || !validators.rangeApplies(request)) {
            return whole;
        }
        Matcher matcher = SINGLE.matcher(headers.get(0));
        if (!matcher.matches()) {
            return whole;
        }
        return range(matcher.group(1), matcher.group(2), size)
                .map(range -> range.length() == 0 || range.from() >= size
                        ? new ByteRange(Kind.UNSATISFIABLE, new Range(0, 0))
                        : new ByteRange(Kind.PART, range))
                .orElse(whole);
    }

    /** Empty for what is no range. */
    private static Optional<Range> range(String first, String last, long size) {
        if (first.isEmpty() && last.isEmpty()) {
            return Optional.empty();
        }
        if (first.isEmpty()) {
            return Optional.of(new Range(Math.max(0, size - Long.parseLong(last)), size));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size : Long.parseLong(last) + 1;
        if (!last.isEmpty() && to <= from) {
            return Optional.empty();
        }
        return Optional.of(from >= size ? new Range(size, size) : new Range(from, Math.min(to, size)));
    }
}
