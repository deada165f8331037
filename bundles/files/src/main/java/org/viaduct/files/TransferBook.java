package org.viaduct.files;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.files.api.RunningTransfer.Direction;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** The transfers that CPEs have been given a URL for. Thread-safe. */
final class TransferBook {

    /** One entry for each transfer; the key is its identifier. */
    static final String TRANSFERS = "file.transfer";

    private static final Logger LOG = LoggerFactory.getLogger(TransferBook.class);
    private static final int ATTEMPTS = 100;
    private static final int PAGE = 200;
    private static final int MOST_OF_OWNER = 200;

    /** How long it is remembered what became of a transfer whose owner does not end it. */
    private static final Duration REMEMBERED = Duration.ofDays(400);

    private final Store store;
    private final Clock clock;

    TransferBook(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Optional<TransferRecord> find(String transfer) {
        return store.entry(TRANSFERS, transfer).map(TransferBook::decode);
    }

    /** Begins a transfer, in the place of one with the same identifier. */
    void put(TransferToken token, Direction direction, String device, Instant expires, Optional<Kept> file) {
        TransferRecord fresh = new TransferRecord(
                token.transfer(), direction, token.hash(), token.label(), device, expires, false, file, Coverage.NONE);
        settle(() -> {
            Optional<Entry> former = store.entry(TRANSFERS, token.transfer());
            byte[] value = TransferCodec.encode(fresh);
            store.apply(Change.builder()
                    .put(former.map(entry -> entry.with(value))
                            .orElseGet(() -> new Entry(TRANSFERS, token.transfer(), value, 0)))
                    .build());
        });
    }

    /** Notes that some more of an offer was delivered; nothing when the transfer is another one by now. */
    void delivered(TransferRecord transfer, Coverage.Range range) {
        settle(() -> {
            Optional<Entry> entry = present(transfer);
            if (entry.isPresent()) {
                TransferRecord before = decode(entry.get());
                TransferRecord after = before.delivered(before.delivered().with(range));
                if (!after.equals(before)) {
                    store.apply(Change.builder()
                            .put(entry.get().with(TransferCodec.encode(after)))
                            .build());
                }
            }
        });
    }

    /**
     * Adds to a change that something was sent.
     *
     * @return false when nothing may be sent any more
     */
    boolean accept(TransferRecord transfer, Kept sent, Change.Builder change) {
        Optional<Entry> entry = present(transfer).filter(found -> !decode(found).spent());
        entry.ifPresent(found ->
                change.put(found.with(TransferCodec.encode(decode(found).accepted(sent)))));
        return entry.isPresent();
    }

    /** Removes all transfers of an owner, and says which these were. */
    List<String> end(String owner) {
        List<String> ended = new ArrayList<>();
        settle(() -> {
            ended.clear();
            List<Entry> entries = new ArrayList<>();
            store.entry(TRANSFERS, owner).ifPresent(entries::add);
            store.entries(TRANSFERS, owner + ".", MOST_OF_OWNER).stream()
                    .filter(entry -> entry.key().startsWith(owner + "."))
                    .forEach(entries::add);
            if (!entries.isEmpty()) {
                Change.Builder change = Change.builder();
                entries.forEach(change::remove);
                store.apply(change.build());
                entries.forEach(entry -> ended.add(entry.key()));
            }
        });
        return ended;
    }

    /** The contents that somebody may still fetch; forgets transfers that nobody has ended for long. */
    Set<String> needed() {
        Set<String> needed = new HashSet<>();
        Instant now = clock.instant();
        String after = "";
        List<Entry> page;
        do {
            page = store.entries(TRANSFERS, after, PAGE);
            for (Entry entry : page) {
                after = entry.key();
                TransferRecord transfer = decode(entry);
                if (transfer.live(now)) {
                    transfer.file().map(Kept::content).ifPresent(needed::add);
                } else if (transfer.expires().plus(REMEMBERED).isBefore(now)) {
                    forget(entry);
                }
            }
        } while (page.size() == PAGE);
        return needed;
    }

    private void forget(Entry entry) {
        try {
            store.apply(Change.builder().remove(entry).build());
        } catch (ConflictException changed) {
            LOG.debug("Transfer {} has just been renewed or ended", entry.key(), changed);
        }
    }

    /** The entry of this transfer, unless its URL was replaced by another. */
    private Optional<Entry> present(TransferRecord transfer) {
        return store.entry(TRANSFERS, transfer.id())
                .filter(entry -> decode(entry).secretHash().equals(transfer.secretHash()));
    }

    private static void settle(Runnable change) {
        for (int attempt = 1; ; attempt++) {
            try {
                change.run();
                return;
            } catch (ConflictException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw new StoreUnavailableException("A transfer changes all the time", overtaken);
                }
            }
        }
    }

    private static TransferRecord decode(Entry entry) {
        return TransferCodec.decode(entry.key(), entry.value());
    }
}
