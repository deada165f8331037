package org.viaduct.cwmp.client;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.MalformedMessage;

/** The body of a POST. */
sealed interface Received {

    /** No body, or white space only. */
    record Empty() implements Received {}

    record Readable(Envelope envelope) implements Received {}

    /** @param head its first characters, for the trace; empty unless they were to be kept */
    record Unreadable(MalformedMessage why, String head) implements Received {}

    /**
     * Reads a body.
     *
     * @param awaited the name of the response that is awaited from whoever sent it, if one is
     * @param keepHead whether the first characters of what cannot be read are wanted
     * @throws IOException if the body breaks off
     */
    static Received read(InputStream body, CwmpReader reader, Optional<String> awaited, boolean keepHead)
            throws IOException {
        return keepHead ? read(new Head(body), reader, awaited) : read(body, reader, awaited);
    }

    private static Received read(InputStream body, CwmpReader reader, Optional<String> awaited) throws IOException {
        PushbackInputStream in = new PushbackInputStream(body);
        int first;
        do {
            first = in.read();
        } while (first == ' ' || first == '\t' || first == '\r' || first == '\n');
        if (first < 0) {
            return new Empty();
        }
        in.unread(first);
        try {
            return new Readable(reader.read(in, awaited));
        } catch (MalformedMessage malformed) {
            return new Unreadable(malformed, body instanceof Head head ? head.text() : "");
        }
    }

    /** Keeps the first bytes of what is read through it. */
    final class Head extends FilterInputStream {
        private static final int LENGTH = 2_048;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        private Head(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0 && kept.size() < LENGTH) {
                kept.write(b);
            }
            return b;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = super.read(to, offset, length);
            if (read > 0) {
                kept.write(to, offset, Math.min(read, LENGTH - kept.size()));
            }
            return read;
        }

        private String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
