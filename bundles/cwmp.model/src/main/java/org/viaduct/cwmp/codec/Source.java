package org.viaduct.cwmp.codec;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Remembers the failure of a stream, which a parser wraps beyond recognition. */
final class Source extends FilterInputStream {
    private @Nullable IOException failure;

    Source(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            return super.read(to, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Throws the failure of the stream, if there was one. */
    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
