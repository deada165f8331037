package org.viaduct.cwmp.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.MalformedMessage;

/** The body of a POST. */
sealed interface Received {

    /** No body, or white space only. */
    record Empty() implements Received {}

    record Readable(Envelope envelope) implements Received {}

    record Unreadable(MalformedMessage why) implements Received {}

    /** @throws IOException if the body breaks off */
    static Received read(InputStream body, CwmpReader reader) throws IOException {
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
            return new Readable(reader.read(in));
        } catch (MalformedMessage malformed) {
            return new Unreadable(malformed);
        }
    }
}
