package org.viaduct.store.selection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreStoppedException;
import org.viaduct.store.StoreUnavailableException;

/**
 * The store that everybody uses: each call goes to the backend that is selected. While that is away, because it is stopped,
 * updated or configured, calls wait; what it had not begun when it stopped goes to the next one.
 */
final class SelectedStore implements Store {

    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Map<String, StoreBackend> backends = new TreeMap<>();
    private String selected;
    private Duration pause;
    /** Why changes are refused. */
    private @Nullable String hold;
    /** How many changes are with the backend. */
    private int changing;

    private volatile @Nullable StoreBackend current;

    SelectedStore(String selected, Duration pause) {
        this.selected = selected;
        this.pause = pause;
    }

    synchronized void arrived(String name, StoreBackend backend) {
        backends.put(name, backend);
        choose();
    }

    synchronized void left(String name, StoreBackend backend) {
        backends.remove(name, backend);
        choose();
    }

    synchronized void select(String name) {
        selected = name;
        choose();
    }

    synchronized void pause(Duration longest) {
        pause = longest;
    }

    private void choose() {
        current = backends.get(selected);
        notifyAll();
    }

    synchronized SortedSet<String> names() {
        return new TreeSet<>(backends.keySet());
    }

    synchronized String selected() {
        return selected;
    }

    synchronized Optional<StoreBackend> backend(String name) {
        return Optional.ofNullable(backends.get(name));
    }

    boolean isThere() {
        return current != null;
    }

    /**
     * Returns when no change is under way; later ones wait, and are then refused with the sentence.
     *
     * @throws StoreUnavailableException when changes go on for too long
     */
    synchronized void hold(String sentence) {
        if (hold != null) {
            throw new IllegalArgumentException(hold);
        }
        hold = sentence;
        long deadline = System.nanoTime() + DRAIN.toNanos();
        try {
            while (changing > 0) {
                await(deadline, "Changes do not come to an end: try again when the store is faster.");
            }
        } catch (StoreUnavailableException e) {
            release();
            throw e;
        }
    }

    synchronized void release() {
        hold = null;
        notifyAll();
    }

    private void await(long deadline, String refusal) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new StoreUnavailableException(refusal);
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted while the store was waited for.", e);
        }
    }

    private synchronized StoreBackend enter(boolean changes, long deadline) {
        StoreBackend present = current;
        while (present == null || changes && hold != null) {
            await(deadline, present == null ? absence() : String.valueOf(hold));
            present = current;
        }
        changing += changes ? 1 : 0;
        return present;
    }

    private synchronized void leave(boolean changes) {
        if (changes && --changing == 0) {
            notifyAll();
        }
    }

    /** Why there is no store. */
    synchronized String absence() {
        return "The store " + selected + " is not there: "
                + (backends.isEmpty() ? "no other is either" : "there is " + String.join(", ", backends.keySet()))
                + ". Install the feature viaduct-store-" + selected
                + ", look in the log why it does not start, or set backend in org.viaduct.store.selection.cfg.";
    }

    private <T> T call(boolean changes, Function<StoreBackend, T> work) {
        long deadline = System.nanoTime() + pause().toNanos();
        while (true) {
            StoreBackend backend = enter(changes, deadline);
            try {
                return work.apply(backend);
            } catch (StoreStoppedException e) {
                forget(backend);
            } finally {
                leave(changes);
            }
        }
    }

    private synchronized Duration pause() {
        return pause;
    }

    private synchronized void forget(StoreBackend stopped) {
        backends.values().remove(stopped);
        choose();
    }

    private <T> T read(Function<StoreBackend, T> query) {
        StoreBackend present = current;
        if (present != null) {
            try {
                return query.apply(present);
            } catch (StoreStoppedException e) {
                forget(present);
            }
        }
        return call(false, query);
    }

    @Override
    public Optional<Resource> find(ResourceId id) {
        return read(backend -> backend.find(id));
    }

    @Override
    public Optional<Resource> child(ResourceId parent, String name) {
        return read(backend -> backend.child(parent, name));
    }

    @Override
    public List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        return read(backend -> backend.descendants(ancestor, criteria));
    }

    @Override
    public List<Resource> expired(Instant now, int limit) {
        return read(backend -> backend.expired(now, limit));
    }

    @Override
    public Optional<Entry> entry(String bucket, String key) {
        return read(backend -> backend.entry(bucket, key));
    }

    @Override
    public List<Entry> entries(String bucket, String after, int limit) {
        return read(backend -> backend.entries(bucket, after, limit));
    }

    @Override
    public void apply(Change change) {
        call(true, backend -> {
            backend.apply(change);
            return backend;
        });
    }
}
