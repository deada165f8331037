package org.viaduct.store.postgresql;

import static org.viaduct.store.contract.Samples.ROOT;

import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.contract.Samples;

/**
 * Counts a counter up and takes names, the last first, against one who does the same from the first on. Arguments: the place,
 * and a prefix for ids.
 */
final class CountingProcess {

    static final int TIMES = 400;
    /** Names to take; fewer than an exit value can be. */
    static final int NAMES = 200;

    private CountingProcess() {}

    public static void main(String[] arguments) {
        System.exit(count(new InDatabase().open(arguments[0]), arguments[1], i -> NAMES - 1 - i));
    }

    /** @return how many names were free */
    static int count(StoreBackend store, String prefix, IntUnaryOperator order) {
        int created = 0;
        for (int i = 0; i < TIMES; i++) {
            increment(store);
            if (i % 2 == 0) {
                created += create(store, prefix, order.applyAsInt(i / 2)) ? 1 : 0;
            }
        }
        return created;
    }

    private static boolean create(StoreBackend store, String prefix, int i) {
        try {
            store.apply(Change.builder()
                    .create(Samples.resource(prefix + i, ROOT, "name" + i, 14, Map.of()))
                    .build());
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }

    private static void increment(StoreBackend store) {
        while (true) {
            Resource counter = store.find(new ResourceId("counter")).orElseThrow();
            long next = counter.number("n").orElseThrow() + 1;
            try {
                store.apply(Change.builder()
                        .update(counter.with(Map.of("n", next), Samples.START))
                        .build());
                return;
            } catch (ConflictException e) {
                if (e.reason() != ConflictException.Reason.STALE) {
                    throw e;
                }
            }
        }
    }
}
