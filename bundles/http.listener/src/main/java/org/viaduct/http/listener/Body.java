package org.viaduct.http.listener;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A body in memory. It occupies a part of the listener's {@link BodyBudget} until it is released. */
final class Body {

    private static final int BLOCK = 8192;

    private final BodyBudget budget;
    private final List<byte[]> blocks = new ArrayList<>();
    private int length;
    private boolean released;

    Body(BodyBudget budget) {
        this.budget = budget;
    }

    /** Adds bytes, unless they are too many for the budget or the body is released. */
    synchronized boolean append(byte[] bytes, int count) {
        int appended = 0;
        while (appended < count) {
            if (length == blocks.size() * BLOCK && !addBlock()) {
                return false;
            }
            int filled = length % BLOCK;
            int step = Math.min(count - appended, BLOCK - filled);
            System.arraycopy(bytes, appended, blocks.get(blocks.size() - 1), filled, step);
            appended += step;
            length += step;
        }
        return true;
    }

    private boolean addBlock() {
        boolean added = !released && budget.take(BLOCK);
        if (added) {
            blocks.add(new byte[BLOCK]);
        }
        return added;
    }

    synchronized int length() {
        return length;
    }

    /** The bytes so far; they stay readable when the body is released. */
    synchronized InputStream stream() {
        return new BlockStream(List.copyOf(blocks), length);
    }

    /** Gives back what is occupied; nothing the second time. */
    synchronized void release() {
        if (!released) {
            released = true;
            budget.release((long) blocks.size() * BLOCK);
            blocks.clear();
        }
    }

    private static final class BlockStream extends InputStream {

        private final List<byte[]> blocks;
        private final int length;
        private int position;

        BlockStream(List<byte[]> blocks, int length) {
            this.blocks = blocks;
            this.length = length;
        }

        @Override
        public int read() {
            return position == length ? -1 : blocks.get(position / BLOCK)[position++ % BLOCK] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            if (position == length) {
                return count == 0 ? 0 : -1;
            }
            int step = Math.min(Math.min(count, length - position), BLOCK - position % BLOCK);
            System.arraycopy(blocks.get(position / BLOCK), position % BLOCK, into, offset, step);
            position += step;
            return step;
        }

        @Override
        public int available() {
            return length - position;
        }
    }
}
