package org.viaduct.store.tree;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** A key of two numbers, in the order of the first, then of the second. */
record LongPair(long first, long second) {

    static final class Type extends BasicDataType<LongPair> {

        @Override
        public int getMemory(LongPair pair) {
            return 40;
        }

        @Override
        public void write(WriteBuffer buffer, LongPair pair) {
            buffer.putVarLong(pair.first).putVarLong(pair.second);
        }

        @Override
        public LongPair read(ByteBuffer buffer) {
            return new LongPair(DataUtils.readVarLong(buffer), DataUtils.readVarLong(buffer));
        }

        @Override
        public LongPair[] createStorage(int size) {
            return new LongPair[size];
        }

        @Override
        public int compare(LongPair one, LongPair two) {
            int first = Long.compare(one.first, two.first);
            return first != 0 ? first : Long.compare(one.second, two.second);
        }
    }
}
