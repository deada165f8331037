package org.viaduct.cpe.simulator.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads the parts of an HTTP message, each within bounds. */
final class HttpInput {
    private static final int MAX_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 100;

    private final InputStream in;

    HttpInput(InputStream in) {
        this.in = in;
    }

    /** @throws EOFException if the stream ended before the first byte */
    String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.isEmpty()) {
                    throw new EOFException("the connection was closed");
                }
                throw new IOException("the connection was closed within a line");
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("a header line is longer than " + MAX_LINE + " characters");
            }
            line.append((char) b);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    List<Header> headers() throws IOException {
        List<Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("a header line has no colon");
            }
            if (headers.size() == MAX_HEADERS) {
                throw new IOException("there are more than " + MAX_HEADERS + " headers");
            }
            headers.add(new Header(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    void body(List<Header> headers, BodySink sink) throws IOException {
        if (Header.hasToken(headers, "Transfer-Encoding", "chunked")) {
            chunks(sink);
            return;
        }
        OptionalLong length = contentLength(headers);
        if (length.isPresent()) {
            copy(length.getAsLong(), sink);
        } else {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sink.accept(buffer, n);
            }
        }
    }

    static OptionalLong contentLength(List<Header> headers) throws IOException {
        String value = Header.first(headers, "Content-Length").orElse("");
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.matches("\\d{1,18}")) {
            throw new IOException("the Content-Length is no number");
        }
        return OptionalLong.of(Long.parseLong(value));
    }

    private void chunks(BodySink sink) throws IOException {
        while (true) {
            String size = chunkLine().split(";", 2)[0].strip();
            if (!size.matches("[0-9A-Fa-f]{1,8}")) {
                throw new IOException("a chunk has no size");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                headers();
                return;
            }
            copy(length, sink);
            chunkLine();
        }
    }

    private String chunkLine() throws IOException {
        try {
            return line();
        } catch (EOFException ended) {
            throw new TruncatedBody("the connection was closed within a chunked body");
        }
    }

    private void copy(long length, BodySink sink) throws IOException {
        byte[] buffer = new byte[(int) Math.min(8192, Math.max(1, length))];
        long left = length;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new TruncatedBody("the connection was closed " + left + " bytes before the end of the body");
            }
            sink.accept(buffer, n);
            left -= n;
        }
    }

    static byte[] latin1(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
