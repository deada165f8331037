package org.viaduct.interworking;

import java.util.function.Function;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Store;

/** What to do when somebody else changed a resource first: read it again and decide again. */
final class Contention {

    private Contention() {}

    /**
     * Does something that depends on what a resource is, until nobody gets in between.
     *
     * @throws OneM2mException 4004 when it is gone, 4105 when it changes all the time
     */
    static <T> T settle(Store store, Resource first, Function<Resource, T> attempt) {
        Resource current = first;
        for (int count = 1; ; count++) {
            try {
                return attempt.apply(current);
            } catch (ConflictException overtaken) {
                check(count, overtaken);
                current = store.find(first.id())
                        .orElseThrow(() -> new OneM2mException(
                                ResponseStatusCode.NOT_FOUND, first.id() + " was deleted meanwhile."));
            }
        }
    }

    /** @throws OneM2mException 4105 after too many attempts */
    static void check(int count, ConflictException overtaken) {
        if (count >= Executions.ATTEMPTS) {
            throw new OneM2mException(
                    ResponseStatusCode.CONFLICT,
                    "Others change the same resources all the time (" + overtaken.getMessage() + "): try again.");
        }
    }
}
