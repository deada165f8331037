package org.viaduct.store;

import java.util.SortedSet;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** The backends that are there, which of them is in use, and how one takes over from another. Thread-safe. */
@ProviderType
public interface StoreBackends {

    /** The names of the backends that are there. */
    SortedSet<String> names();

    /** The name of the one that everybody uses, whether it is there or not. */
    String selected();

    /**
     * Copies everything that a backend holds to another one, which must be empty or hold no more than a copy that broke off,
     * and reads it again there. While it copies from the backend in use, changes wait and are then refused; what was read
     * goes on to be read.
     *
     * @param select whether the other backend comes into use, and stays so, before changes are admitted again
     * @param progress told after each page, by the caller's thread
     * @throws IllegalArgumentException with a sentence, when one of them is not there, both are the same, or the other
     *     holds something
     * @throws StoreUnavailableException when one of them fails, or the copy is not what was copied; the one in use stays so
     */
    Totals copy(String from, String to, boolean select, Consumer<Progress> progress);

    /** What a backend holds. */
    record Totals(long resources, long entries, String checksum) {}

    /** How far a copy has come. */
    record Progress(Phase phase, long resources, long entries) {}

    /** What a copy does. */
    enum Phase {
        /** Removing what a copy that broke off left. */
        CLEARING,
        COPYING,
        /** Reading the copy again. */
        VERIFYING
    }
}
