package org.viaduct.store.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.store.ConflictException;
import org.viaduct.store.StoreStoppedException;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.store.tree.Application;
import org.viaduct.store.tree.Maps;
import org.viaduct.store.tree.PreparedChange;

/**
 * The one thread that changes the file. It takes all changes that wait, applies each of them or none of its steps, commits
 * and forces once, publishes the new state to readers, and only then answers the callers: also those whose change
 * conflicted, for what it conflicted with may be of the same group.
 *
 * <p>After a failure it forgets what was not forced: it opens the file anew at the last version that was. Changes are
 * refused until a small change of its own, tried once a second, was forced again.
 */
final class GroupCommit {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final int QUEUE = 4096;
    private static final int GROUP = 512;
    private static final long GROUP_BYTES = 8 << 20;
    private static final int COMMITS_PER_COMPACTION = 64;
    private static final long TICK_MILLIS = 1_000;
    private static final long COMPACTING_TICK_MILLIS = 20;
    private static final long STOP_SECONDS = 30;

    /** A change whose caller waits. */
    private record Pending(PreparedChange change, CompletableFuture<Optional<RuntimeException>> outcome) {}

    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE);
    private final String name;
    private final LongFunction<StoreFile> opener;
    private final Thread thread;

    private volatile @Nullable Snapshot snapshot;
    /** Why changes are refused; none while they are not. */
    private volatile @Nullable String outage;
    /** A reader's failure, until the file was opened anew. */
    private volatile @Nullable RuntimeException suspicion;

    private volatile boolean stopped;

    // The rest is the thread's own.
    private @Nullable StoreFile file;
    private long durableVersion;
    private long retryAt;
    private int commits;
    private int idleFill;
    private boolean compacting;
    /** Whether no change was forced since one was lost; a probe may fit on a disk that is full for changes. */
    private boolean troubled;

    /**
     * @param name of the file
     * @param opener opens the file, ignoring versions after the one given
     * @throws StoreUnavailableException when the file cannot be opened
     */
    GroupCommit(String name, LongFunction<StoreFile> opener) {
        this.name = name;
        this.opener = opener;
        use(opener.apply(StoreFile.ANY_VERSION));
        thread = new Thread(this::run, "viaduct-store");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Returns when the change is durable.
     *
     * @throws ConflictException when it was not applied
     * @throws StoreUnavailableException when the outcome is not durable
     */
    void apply(PreparedChange change) {
        if (stopped) {
            throw new StoreStoppedException();
        }
        String refusal = outage;
        if (refusal != null) {
            throw new StoreUnavailableException(refusal);
        }
        Pending pending = new Pending(change, new CompletableFuture<>());
        if (!queue.offer(pending)) {
            throw new StoreUnavailableException(QUEUE + " changes wait for the disk already: try again later.");
        }
        if (stopped && queue.remove(pending)) {
            throw new StoreStoppedException();
        }
        pending.outcome().join().ifPresent(failure -> {
            throw failure;
        });
    }

    /** The last durable state, entered: the caller leaves it. */
    Snapshot enter() {
        while (true) {
            Snapshot current = snapshot;
            if (stopped) {
                throw new StoreStoppedException();
            }
            if (current == null) {
                throw new StoreUnavailableException(String.valueOf(outage));
            }
            if (current.enter()) {
                return current;
            }
        }
    }

    /** Reports that the file could not be read: it is opened anew, unless it was since. */
    void suspect(Snapshot read, RuntimeException failure) {
        if (read == snapshot) {
            suspicion = failure;
        }
    }

    /** Finishes what waits, and closes the file. */
    void stop() {
        stopped = true;
        queue.offer(new Pending(new PreparedChange(List.of(), 0), new CompletableFuture<>()));
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped || !queue.isEmpty()) {
            List<Pending> group = takeGroup();
            RuntimeException doubt = suspicion;
            if (doubt != null && outage == null) {
                lose(doubt);
            }
            if (outage != null && System.nanoTime() - retryAt >= 0) {
                resume();
            }
            if (outage != null) {
                answer(group, Optional.of(new StoreUnavailableException(outage)));
            } else if (group.isEmpty()) {
                compactWhileIdle();
            } else {
                commit(group);
            }
        }
        if (file != null) {
            close(file);
        }
    }

    private List<Pending> takeGroup() {
        List<Pending> group = new ArrayList<>();
        try {
            Pending next = queue.poll(compacting ? COMPACTING_TICK_MILLIS : TICK_MILLIS, TimeUnit.MILLISECONDS);
            long bytes = 0;
            while (next != null) {
                group.add(next);
                bytes += next.change().size();
                next = group.size() < GROUP && bytes < GROUP_BYTES ? queue.poll() : null;
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted; a store's thread ends by stop() only");
        }
        return group;
    }

    private void commit(List<Pending> group) {
        List<Optional<RuntimeException>> outcomes = new ArrayList<>(group.size());
        try {
            StoreFile current = file;
            group.forEach(pending -> outcomes.add(tryApply(pending.change(), current.maps())));
            if (outcomes.stream().anyMatch(Optional::isEmpty)) {
                commit(current);
                regain();
            }
        } catch (RuntimeException | Error e) {
            lose(e);
            answer(group, Optional.of(new StoreUnavailableException(outage, e)));
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).outcome().complete(outcomes.get(i));
        }
        compactWhileBusy();
    }

    private void compactWhileBusy() {
        idleFill = -1;
        try {
            if (++commits % COMMITS_PER_COMPACTION == 0) {
                file.compactWhileBusy();
            }
        } catch (RuntimeException | Error e) {
            lose(e);
        }
    }

    private static Optional<RuntimeException> tryApply(PreparedChange change, Maps maps) {
        try {
            Application.apply(change, maps);
            return Optional.empty();
        } catch (ConflictException | IllegalArgumentException e) {
            return Optional.of(e);
        }
    }

    private static void answer(List<Pending> group, Optional<RuntimeException> outcome) {
        group.forEach(pending -> pending.outcome().complete(outcome));
    }

    private void commit(StoreFile current) {
        current.commit();
        use(current);
    }

    /** Publishes what the file holds: it is durable. */
    private void use(StoreFile current) {
        Snapshot before = snapshot;
        file = current;
        durableVersion = current.version();
        snapshot = current.snapshot();
        if (before != null) {
            before.retire();
        }
    }

    private void compactWhileIdle() {
        StoreFile current = file;
        compacting = false;
        try {
            int fill = current.fill();
            if (fill > idleFill && current.compactWhileIdle()) {
                idleFill = fill;
                commit(current);
                compacting = true;
            }
        } catch (RuntimeException | Error e) {
            lose(e);
        }
    }

    /** Forgets what was not forced. Readers go on, if the file can be opened, with what was. */
    private void lose(Throwable failure) {
        String reason = "The store cannot use " + name + " (" + StoreFile.reason(failure)
                + "): changes are refused until it can. Look at the disk: its space, its permissions, its health.";
        outage = reason;
        if (!troubled) {
            LOG.error(reason);
        }
        LOG.debug("The store failed", failure);
        troubled = true;
        retry();
    }

    private void regain() {
        if (troubled) {
            troubled = false;
            LOG.info("The store can write {} again", name);
        }
    }

    private void retry() {
        compacting = false;
        retryAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
        if (file != null) {
            file.discard();
            file = null;
        }
        try {
            use(opener.apply(durableVersion));
            suspicion = null;
        } catch (RuntimeException | Error e) {
            LOG.debug("The store's file cannot be opened yet", e);
        }
    }

    private void resume() {
        if (file == null) {
            retry();
        }
        if (file != null) {
            try {
                file.probe();
                use(file);
                outage = null;
                LOG.debug("Changes are admitted again");
            } catch (RuntimeException | Error e) {
                LOG.debug("The store's file cannot be written yet", e);
                retry();
            }
        }
    }

    private void close(StoreFile open) {
        try {
            open.close();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The store's file {} was not closed in order ({}): no durable change is lost",
                    name,
                    e.getMessage());
        }
    }
}
