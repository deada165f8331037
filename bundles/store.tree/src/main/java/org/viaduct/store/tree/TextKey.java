package org.viaduct.store.tree;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.StringDataType;

/** A key of a text and a number, in the order of the text (UTF-16 code units), then of the number. */
record TextKey(String text, long number) {

    static final class Type extends BasicDataType<TextKey> {

        @Override
        public int getMemory(TextKey key) {
            return 32 + StringDataType.INSTANCE.getMemory(key.text);
        }

        @Override
        public void write(WriteBuffer buffer, TextKey key) {
            StringDataType.INSTANCE.write(buffer, key.text);
            buffer.putVarLong(key.number);
        }

        @Override
        public TextKey read(ByteBuffer buffer) {
            return new TextKey(StringDataType.INSTANCE.read(buffer), DataUtils.readVarLong(buffer));
        }

        @Override
        public TextKey[] createStorage(int size) {
            return new TextKey[size];
        }

        @Override
        public int compare(TextKey one, TextKey two) {
            int text = one.text.compareTo(two.text);
            return text != 0 ? text : Long.compare(one.number, two.number);
        }
    }
}
