package org.viaduct.store.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.store.StoreStoppedException;
import org.viaduct.store.StoreUnavailableException;

/**
 * The one thread of this process that writes: all changes that wait make one transaction. After a failure of the database
 * changes are refused until a small change of its own, tried once a second, was committed again.
 */
final class GroupCommit {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final int QUEUE = 4096;
    private static final int GROUP = 512;
    private static final int GROUP_STEPS = 4096;
    private static final long TICK_MILLIS = 1_000;
    private static final long STOP_SECONDS = 30;
    private static final int ANALYZE_ROWS = 5_000;

    /** A change whose caller waits. */
    private record Pending(List<Work> change, CompletableFuture<Optional<RuntimeException>> outcome) {}

    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Database database;
    private final Thread thread;
    private volatile boolean stopped;
    /** Why changes are refused; none while they are not. */
    private volatile @Nullable String outage;
    /** Whether reads would fail as well. */
    private volatile boolean unreachable;
    /** Whether no change was committed since one was lost; a probe may fit on a disk that is full for changes. */
    private boolean troubled;
    /** Rows written since the database was last asked to count; the thread's own, as is the next. */
    private long rowsWritten;

    private long rowsThatCount = ANALYZE_ROWS;

    GroupCommit(Database database) {
        this.database = database;
        thread = new Thread(this::run, "viaduct-store-postgresql");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns when the change is committed; throws why it is not. */
    void apply(List<Work> change) {
        refuseWhenStopped();
        String refusal = outage;
        if (refusal != null) {
            throw new StoreUnavailableException(refusal);
        }
        Pending pending = new Pending(change, new CompletableFuture<>());
        if (!queue.offer(pending)) {
            throw new StoreUnavailableException(QUEUE + " changes wait for the database already: try again later.");
        }
        if (stopped && queue.remove(pending)) {
            throw new StoreStoppedException();
        }
        pending.outcome().join().ifPresent(failure -> {
            throw failure;
        });
    }

    /** @throws StoreUnavailableException when a read would fail */
    void refuseWhenUnreachable() {
        refuseWhenStopped();
        String refusal = outage;
        if (unreachable && refusal != null) {
            throw new StoreUnavailableException(refusal);
        }
    }

    private void refuseWhenStopped() {
        if (stopped) {
            throw new StoreStoppedException();
        }
    }

    /** A read failed: those after it are spared the wait. */
    void failed(SQLException failure) {
        if (!stopped && Database.isOfTheConnection(failure)) {
            lose(failure);
        }
    }

    /** Finishes what waits. */
    void stop() {
        stopped = true;
        queue.offer(new Pending(List.of(), new CompletableFuture<>()));
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long probeAt = System.nanoTime();
        while (!stopped || !queue.isEmpty()) {
            List<Pending> group = takeGroup();
            String refusal = outage;
            if (refusal != null) {
                answer(group, new StoreUnavailableException(refusal));
                if (System.nanoTime() - probeAt >= 0) {
                    probe();
                    probeAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                }
            } else if (!group.isEmpty()) {
                commit(group);
            }
        }
    }

    private List<Pending> takeGroup() {
        List<Pending> group = new ArrayList<>();
        try {
            Pending next = queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            int steps = 0;
            while (next != null) {
                group.add(next);
                steps += next.change().size();
                next = group.size() < GROUP && steps < GROUP_STEPS ? queue.poll() : null;
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted; a store's thread ends by stop() only");
        }
        return group;
    }

    private void commit(List<Pending> group) {
        try {
            write(group);
        } catch (SQLException e) {
            if (!Database.isOfTheStatement(e)) {
                lose(e);
                answer(group, database.unavailable(e));
            } else if (group.size() > 1) {
                // One of them cannot be stored: each for itself.
                group.forEach(pending -> commit(List.of(pending)));
            } else {
                LOG.error("A change cannot be stored in {} ({})", database.place(), Database.reason(e));
                answer(group, database.unavailable(e));
            }
        } catch (RuntimeException | Error e) {
            LOG.error("A change failed unexpectedly", e);
            answer(group, new StoreUnavailableException("The store failed unexpectedly; the log says why.", e));
        }
    }

    private void write(List<Pending> group) throws SQLException {
        GroupWriter.Outcome outcome;
        try (Connection connection = database.connection()) {
            outcome = new GroupWriter(connection)
                    .write(group.stream().map(Pending::change).toList());
        }
        if (outcome.rows() > 0) {
            regain();
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).outcome().complete(outcome.answers().get(i));
        }
        rowsWritten += outcome.rows();
        if (rowsWritten >= rowsThatCount) {
            analyze();
        }
    }

    /** The database counts by itself, but a minute after many rows came: until then it would search the wrong way. */
    private void analyze() throws SQLException {
        rowsThatCount = Math.max(ANALYZE_ROWS, rowsThatCount * 2);
        rowsWritten = 0;
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE viaduct_resource");
            statement.execute("ANALYZE viaduct_entry");
        }
    }

    private static void answer(List<Pending> group, RuntimeException refusal) {
        group.forEach(pending -> pending.outcome().complete(Optional.of(refusal)));
    }

    private synchronized void lose(SQLException failure) {
        unreachable |= Database.isOfTheConnection(failure);
        if (outage == null) {
            String reason = String.valueOf(database.unavailable(failure).getMessage());
            if (!troubled) {
                LOG.error("{} Changes are refused until it can.", reason);
            }
            LOG.debug("The database failed", failure);
            troubled = true;
            outage = reason;
        }
    }

    private synchronized void regain() {
        if (troubled && outage == null) {
            troubled = false;
            LOG.info("The database {} can be used again", database.place());
        }
    }

    private void probe() {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE viaduct_probe SET written = now()");
            synchronized (this) {
                outage = null;
                unreachable = false;
            }
            LOG.debug("Changes are admitted again");
        } catch (SQLException e) {
            LOG.debug("The database cannot be used yet", e);
            synchronized (this) {
                outage = database.unavailable(e).getMessage();
                unreachable = Database.isOfTheConnection(e);
            }
        }
    }
}
