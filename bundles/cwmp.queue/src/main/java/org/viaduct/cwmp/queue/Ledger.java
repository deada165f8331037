package org.viaduct.cwmp.queue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** The calls in the store: every change is compare-and-set, and then told to the index. Thread-safe. */
final class Ledger {

    /** One entry for each call. */
    static final String CALLS = "cwmp.call";
    /** The sealed answers, by the same keys. */
    static final String ANSWERS = "cwmp.call.answer";

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final int ATTEMPTS = 20;
    private static final int PAGE = 500;

    private final Presence<Store> store;
    private final CallIndex index;

    Ledger(Presence<Store> store, CallIndex index) {
        this.store = store;
        this.index = index;
    }

    /** What a change met and what it led to; the same when it changed nothing. */
    record Outcome(CallRecord before, CallRecord after) {

        boolean changed() {
            return before != after;
        }
    }

    void create(CallRecord call) {
        Entry entry = new Entry(CALLS, call.id(), call.encode(), 0);
        store.get().apply(Change.builder().put(entry).build());
        index.put(CallIndex.Item.of(call, entry.stored().revision()));
    }

    Optional<CallRecord> find(String id) {
        return id.isEmpty() ? Optional.empty() : store.get().entry(CALLS, id).map(Ledger::decode);
    }

    /** The sealed answer to a call, if one is kept. */
    Optional<String> answer(String id) {
        return store.get().entry(ANSWERS, id).map(entry -> new String(entry.value(), StandardCharsets.UTF_8));
    }

    /** @return empty when there is no such call */
    Optional<Outcome> change(String id, UnaryOperator<CallRecord> decision) {
        return change(id, decision, Optional.empty());
    }

    /**
     * @param decision may be called again when another change got in first
     * @param sealedAnswer stored together with the change
     * @throws StoreUnavailableException when it is not known whether it was changed
     */
    Optional<Outcome> change(String id, UnaryOperator<CallRecord> decision, Optional<String> sealedAnswer) {
        for (int attempt = 1; ; attempt++) {
            Store present = store.get();
            Optional<Entry> entry = present.entry(CALLS, id);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            CallRecord before = decode(entry.get());
            CallRecord after = decision.apply(before);
            if (after == before) {
                index.put(CallIndex.Item.of(before, entry.get().revision()));
                return Optional.of(new Outcome(before, before));
            }
            Entry changed = entry.get().with(after.encode());
            Change.Builder change = Change.builder().put(changed);
            sealedAnswer
                    .map(answer -> answer.getBytes(StandardCharsets.UTF_8))
                    .ifPresent(answer -> change.put(new Entry(ANSWERS, id, answer, 0)));
            try {
                present.apply(change.build());
                index.put(CallIndex.Item.of(after, changed.stored().revision()));
                return Optional.of(new Outcome(before, after));
            } catch (ConflictException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw new StoreUnavailableException("The call " + id + " changes all the time", overtaken);
                }
            }
        }
    }

    /** Removes a call that has ended, with its answer. */
    void remove(String id) {
        Store present = store.get();
        Change.Builder change = Change.builder();
        Optional<Entry> call = present.entry(CALLS, id);
        call.ifPresent(change::remove);
        present.entry(ANSWERS, id).ifPresent(change::remove);
        if (call.isPresent()) {
            present.apply(change.build());
        }
        index.remove(id);
    }

    /** Builds the index anew; what cannot be read is left alone. */
    int readAll() {
        Store present = store.get();
        int count = 0;
        String after = "";
        for (List<Entry> page = present.entries(CALLS, after, PAGE);
                !page.isEmpty();
                page = present.entries(CALLS, after, PAGE)) {
            for (Entry entry : page) {
                after = entry.key();
                count++;
                try {
                    index.put(CallIndex.Item.of(decode(entry), entry.revision()));
                } catch (IllegalArgumentException unreadable) {
                    LOG.warn("The call {} is left alone, for it cannot be read: {}", after, unreadable.getMessage());
                }
            }
        }
        return count;
    }

    private static CallRecord decode(Entry entry) {
        return CallRecord.decode(entry.key(), entry.value());
    }
}
