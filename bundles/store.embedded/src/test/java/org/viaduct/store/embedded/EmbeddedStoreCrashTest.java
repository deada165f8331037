package org.viaduct.store.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.contract.Crash;
import org.viaduct.store.contract.Opener;

class EmbeddedStoreCrashTest {

    static final class InDirectory implements Opener {

        @Override
        public StoreBackend open(String place) {
            return new EmbeddedStore(Path.of(place), 16);
        }

        @Override
        public void close(StoreBackend store) {
            ((EmbeddedStore) store).stop();
        }
    }

    @TempDir
    Path directory;

    @Test
    void after_kill_9_every_acknowledged_change_is_there_and_none_is_half_applied() throws Exception {
        new Crash(InDirectory.class, directory.toString(), directory).happens();
    }
}
