package org.viaduct.store.embedded;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStore.TxCounter;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.store.tree.Maps;

/** The open file. Only the thread that commits uses it; readers use the snapshots it publishes. */
final class StoreFile {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);

    /** Stands for "whatever is in the file". */
    static final long ANY_VERSION = Long.MAX_VALUE;

    private static final long FORMAT = 2;
    private static final long WITHOUT_MOMENTS = 1;
    /** Small pages: a commit writes each page it touched anew. */
    private static final int PAGE_BYTES = 4096;

    private static final int BUSY_FILL_PERCENT = 50;
    private static final int BUSY_COMPACTION_BYTES = 1 << 20;
    private static final int IDLE_FILL_PERCENT = 70;
    private static final int IDLE_COMPACTION_BYTES = 4 << 20;

    private final ChecksummedFile file;
    private final MVStore store;
    private final Maps maps;

    private StoreFile(ChecksummedFile file, MVStore store) {
        this.file = file;
        this.store = store;
        maps = Maps.open(store);
    }

    /**
     * @param newest the last version that was acknowledged, whatever else the file holds; {@link #ANY_VERSION} when it is not
     *     known, because another process wrote the file
     * @throws StoreUnavailableException with a sentence that names the file and what to do
     */
    static StoreFile open(String fileName, int cacheMegabytes, long newest) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("cacheSize", cacheMegabytes);
        settings.put("pageSplitSize", PAGE_BYTES);
        ChecksummedFile file = new ChecksummedFile(settings, newest);
        try {
            file.open(fileName, false, null);
            if (file.isReadOnly()) {
                throw new StoreUnavailableException("The store's file " + fileName
                        + " is not writable: give it and its directory to the user that runs this process.");
            }
            MVStore store = new MVStore.Builder()
                    .adoptFileStore(file)
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .open();
            StoreFile opened = start(file, store, newest, fileName);
            opened.commit();
            return opened;
        } catch (MVStoreException e) {
            throw new StoreUnavailableException(
                    switch (e.getErrorCode()) {
                        case DataUtils.ERROR_FILE_LOCKED -> "Another process has the store's file " + fileName
                                + " open: stop that process, or configure another directory.";
                        case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED -> "The store's file "
                                + fileName + " cannot be read or written (" + reason(e)
                                + "): check the disk and the permissions.";
                        case DataUtils.ERROR_UNSUPPORTED_FORMAT -> "The store's file " + fileName
                                + " was written by another version (" + e.getMessage() + "): run that version.";
                        default -> corrupt(fileName);
                    },
                    e);
        }
    }

    private static StoreFile start(ChecksummedFile file, MVStore store, long newest, String fileName) {
        boolean started = false;
        try {
            store.setRetentionTime(0);
            long version = store.getCurrentVersion();
            boolean clean = file.getStoreHeader().containsKey("clean");
            long durable = clean ? file.forcedVersion() + 1 : file.forcedVersion();
            boolean durableLost =
                    newest == ANY_VERSION ? version < durable || file.newestRefused() > version + 1 : version != newest;
            if (durableLost) {
                throw new StoreUnavailableException(corrupt(fileName));
            }
            file.opened();
            StoreFile opened = new StoreFile(file, store);
            opened.bringUpToDate(fileName);
            started = true;
            return opened;
        } finally {
            if (!started) {
                store.closeImmediately();
            }
        }
    }

    private void bringUpToDate(String fileName) {
        Long format = maps.control().get("format");
        if (format != null && format == FORMAT) {
            return;
        }
        if (format != null && format == WITHOUT_MOMENTS) {
            LOG.info("The store's file {} is brought from format {} to {}", fileName, format, FORMAT);
            maps.indexMoments();
        } else if (format != null) {
            throw new StoreUnavailableException("The store's file " + fileName + " has format " + format
                    + ", and this version reads formats up to " + FORMAT + ": run the version that wrote it.");
        }
        maps.control().put("format", FORMAT);
    }

    private static String corrupt(String fileName) {
        return "The store's file " + fileName
                + " is damaged, and changes that were durable are missing: put a backup in its place, or move it away to"
                + " start with an empty store.";
    }

    /** What went wrong, in the words of the operating system where there are some. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    Maps maps() {
        return maps;
    }

    /** Writes what was changed since the last commit, and forces it to the medium. */
    void commit() {
        store.commit();
        store.sync();
    }

    long version() {
        return store.getCurrentVersion();
    }

    /** The maps as committed last. */
    Snapshot snapshot() {
        TxCounter usage = store.registerVersionUsage();
        return new Snapshot(maps.at(store.getCurrentVersion()), () -> store.deregisterVersionUsage(usage));
    }

    /** Marks some live pages of the emptiest chunks for the next commit, so that the space of these chunks becomes free. */
    void compactWhileBusy() {
        store.compact(BUSY_FILL_PERCENT, BUSY_COMPACTION_BYTES);
    }

    /** @return whether there is something to commit */
    boolean compactWhileIdle() {
        return store.compact(IDLE_FILL_PERCENT, IDLE_COMPACTION_BYTES);
    }

    /** The share of the file's chunks that is in use, in percent. */
    int fill() {
        return file.getChunksFillRate();
    }

    /** A small durable change, to find out whether the disk is usable. */
    void probe() {
        maps.control().put("resumed", System.currentTimeMillis());
        commit();
    }

    void close() {
        store.close();
    }

    /** Closes the file without writing. */
    void discard() {
        store.closeImmediately();
    }
}
