package org.viaduct.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system in front of the real one that fails on demand: files named {@code failing:/path}. */
public final class FailingDisk extends FilePathWrapper {

    enum Failure {
        NONE,
        /** Nothing more can be written: half of the bytes are, then the disk is full. */
        FULL,
        /** What was written cannot be forced. */
        NO_FORCE,
        /** To force takes until the failure ends. */
        HELD
    }

    static final String SCHEME = "failing";

    private volatile Failure failure = Failure.NONE;
    private final AtomicInteger failures = new AtomicInteger();

    /** The one that is registered: MVStore makes others of this class for each path. */
    private FailingDisk disk = this;

    /** For MVStore: tests call {@link #register}. */
    public FailingDisk() {}

    static FailingDisk register() {
        FailingDisk disk = new FailingDisk();
        FilePath.register(disk);
        return disk;
    }

    synchronized void fail(Failure how) {
        failure = how;
        notifyAll();
    }

    private synchronized void passHeld() throws IOException {
        while (failure == Failure.HELD) {
            failures.incrementAndGet();
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    int failures() {
        return failures.get();
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FilePathWrapper getPath(String path) {
        FailingDisk of = (FailingDisk) super.getPath(path);
        of.disk = disk;
        return of;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode), disk);
    }

    private static final class Channel extends FileChannel {

        private final FileChannel real;
        private final FailingDisk disk;

        Channel(FileChannel real, FailingDisk disk) {
            this.real = real;
            this.disk = disk;
        }

        private IOException failed(String message) {
            disk.failures.incrementAndGet();
            return new IOException(message);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (disk.failure == Failure.FULL) {
                real.write(source.duplicate().limit(source.position() + source.remaining() / 2), position);
                throw failed("No space left on device");
            }
            return real.write(source, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            disk.passHeld();
            if (disk.failure == Failure.NO_FORCE) {
                throw failed("Input/output error");
            }
            real.force(metaData);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            real.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
