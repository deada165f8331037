package org.viaduct.secrets;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/** Seals entries of the store anew, one after the other, beside everything else that changes them. */
public final class Resealing {

    /** How an owner's entries hold sealed texts. */
    public interface Owner {

        /**
         * @return the value to put in the place of the entry's; empty when all its texts are under the present key
         * @throws IllegalArgumentException when a text cannot be opened
         */
        Optional<byte[]> resealed(Entry entry);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
    private static final int PAGE = 200;

    private Resealing() {}

    /** @return how many entries of the bucket were changed */
    public static int bucket(Store store, String bucket, Owner owner) {
        int changed = 0;
        String after = "";
        for (List<Entry> page = store.entries(bucket, after, PAGE);
                !page.isEmpty();
                page = store.entries(bucket, after, PAGE)) {
            for (Entry entry : page) {
                changed += entry(store, entry, owner) ? 1 : 0;
                after = entry.key();
            }
        }
        return changed;
    }

    private static boolean entry(Store store, Entry found, Owner owner) {
        Optional<Entry> present = Optional.of(found);
        while (present.isPresent()) {
            try {
                Optional<byte[]> resealed = owner.resealed(present.get());
                if (resealed.isPresent()) {
                    store.apply(Change.builder()
                            .put(present.get().with(resealed.get()))
                            .build());
                }
                return resealed.isPresent();
            } catch (ConflictException changedMeanwhile) {
                present = store.entry(found.bucket(), found.key());
            } catch (IllegalArgumentException lost) {
                LOG.warn("{} of {} stays as it is: {}", found.key(), found.bucket(), lost.getMessage());
                return false;
            }
        }
        return false;
    }
}
