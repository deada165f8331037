package org.viaduct.http.listener;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.servlet.AsyncContext;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** A request whose whole body has arrived and is inflated: reading it never waits and never fails. */
final class BufferedRequest extends HttpServletRequestWrapper {

    private static final String CONTENT_ENCODING = "Content-Encoding";
    private static final String CONTENT_LENGTH = "Content-Length";

    private final HttpServletResponse response;
    private final ServletInputStream stream;
    private final int length;

    BufferedRequest(HttpServletRequest request, HttpServletResponse response, Body body) {
        super(request);
        this.response = response;
        this.stream = new BodyStream(body.stream());
        this.length = body.length();
    }

    @Override
    public ServletInputStream getInputStream() {
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String name = getCharacterEncoding();
        try {
            Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
            return new BufferedReader(new InputStreamReader(stream, charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnsupportedEncodingException(name);
        }
    }

    @Override
    public int getContentLength() {
        return length;
    }

    @Override
    public long getContentLengthLong() {
        return length;
    }

    @Override
    public @Nullable String getHeader(String name) {
        if (name.equalsIgnoreCase(CONTENT_ENCODING)) {
            return null;
        }
        return name.equalsIgnoreCase(CONTENT_LENGTH) ? Integer.toString(length) : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (name.equalsIgnoreCase(CONTENT_ENCODING)) {
            return Collections.emptyEnumeration();
        }
        return name.equalsIgnoreCase(CONTENT_LENGTH)
                ? Collections.enumeration(List.of(Integer.toString(length)))
                : super.getHeaders(name);
    }

    @Override
    public int getIntHeader(String name) {
        return name.equalsIgnoreCase(CONTENT_LENGTH) ? length : super.getIntHeader(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !name.equalsIgnoreCase(CONTENT_ENCODING))
                .toList());
    }

    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }

    private static final class BodyStream extends ServletInputStream {

        private final InputStream body;

        BodyStream(InputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            return body.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return body.read(into, offset, length);
        }

        @Override
        public int available() throws IOException {
            return body.available();
        }

        @Override
        public boolean isFinished() {
            try {
                return body.available() == 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            try {
                if (!isFinished()) {
                    listener.onDataAvailable();
                }
                listener.onAllDataRead();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
