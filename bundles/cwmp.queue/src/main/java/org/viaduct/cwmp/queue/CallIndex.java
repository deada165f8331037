package org.viaduct.cwmp.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.QueuedCall.State;

/**
 * The calls that there are, in memory: only a hint where to look, the records in the store decide. Devices without calls
 * cost nothing. Thread-safe.
 */
final class CallIndex {

    /**
     * A call.
     *
     * @param revision of the record that it was read from; later ones count
     */
    record Item(
            String id,
            CpeId cpe,
            String rpc,
            int priority,
            Instant submitted,
            Instant deadline,
            State state,
            Instant changed,
            long revision) {

        static Item of(CallRecord record, long revision) {
            return new Item(
                    record.id(),
                    record.cpe(),
                    record.rpc(),
                    record.priority(),
                    record.submitted(),
                    record.deadline(),
                    record.state(),
                    record.changed(),
                    revision);
        }
    }

    private static final Comparator<Item> SENDING = Comparator.comparingInt(Item::priority)
            .reversed()
            .thenComparing(Item::submitted)
            .thenComparing(Item::id);
    private static final Comparator<Item> AGE =
            Comparator.comparing(Item::changed).thenComparing(Item::id);

    private final QueueSettings settings;
    private final Map<String, Item> items = new HashMap<>();
    private final Map<CpeId, Set<String>> ofCpe = new HashMap<>();
    private final Map<CpeId, Integer> admitted = new HashMap<>();
    private final NavigableSet<Item> due =
            new TreeSet<>(Comparator.comparing(Item::deadline).thenComparing(Item::id));
    private final NavigableSet<Item> ended = new TreeSet<>(AGE);
    private final NavigableSet<Item> surplus = new TreeSet<>(AGE);
    private int admissions;

    CallIndex(QueueSettings settings) {
        this.settings = settings;
    }

    /**
     * Keeps a place for a call; {@link #dismiss} must follow.
     *
     * @return why there is none, as a sentence
     */
    synchronized Optional<String> admit(CpeId cpe) {
        long ofDevice = of(cpe).filter(item -> !item.state().ended()).count() + admitted.getOrDefault(cpe, 0);
        if (ofDevice >= settings.waitingOfDevice()) {
            return Optional.of(ofDevice + " RPCs wait for " + cpe
                    + ", as many as may (calls.max.per.device): cancel some, or wait until they were sent.");
        }
        if (items.size() - ended.size() + admissions >= settings.waiting()) {
            return Optional.of("As many RPCs wait in all as may (calls.max): cancel some, or raise it.");
        }
        admitted.merge(cpe, 1, Integer::sum);
        admissions++;
        return Optional.empty();
    }

    synchronized void dismiss(CpeId cpe) {
        admitted.computeIfPresent(cpe, (same, count) -> count == 1 ? null : count - 1);
        admissions--;
    }

    /** Takes the present state of a call in. */
    synchronized void put(Item item) {
        Item before = items.get(item.id());
        if (before != null && before.revision() >= item.revision()) {
            return;
        }
        if (before != null) {
            forget(before);
        }
        items.put(item.id(), item);
        ofCpe.computeIfAbsent(item.cpe(), cpe -> new TreeSet<>()).add(item.id());
        if (item.state() == State.WAITING) {
            due.add(item);
        }
        if (item.state().ended()) {
            ended.add(item);
            List<Item> all = ended(item.cpe());
            surplus.addAll(all.subList(Math.min(all.size(), settings.endedOfDevice()), all.size()));
        }
    }

    synchronized void remove(String id) {
        Optional.ofNullable(items.get(id)).ifPresent(this::forget);
    }

    private void forget(Item item) {
        items.remove(item.id());
        ofCpe.computeIfPresent(item.cpe(), (cpe, ids) -> ids.remove(item.id()) && ids.isEmpty() ? null : ids);
        due.remove(item);
        ended.remove(item);
        surplus.remove(item);
    }

    synchronized void clear() {
        items.clear();
        ofCpe.clear();
        due.clear();
        ended.clear();
        surplus.clear();
    }

    /** What waits for a CPE, in the order in which it goes out. */
    synchronized List<Item> waiting(CpeId cpe) {
        return of(cpe).filter(item -> item.state() == State.WAITING)
                .sorted(SENDING)
                .toList();
    }

    /** What was sent to a CPE and is not known to have ended. */
    synchronized List<String> sent(CpeId cpe) {
        return of(cpe).filter(item -> item.state() == State.SENT).map(Item::id).toList();
    }

    /** The same of all CPEs. */
    synchronized List<String> sent() {
        return items.values().stream()
                .filter(item -> item.state() == State.SENT)
                .map(Item::id)
                .toList();
    }

    /** The calls of a CPE: what was sent, what waits as it goes out, what ended, last first. */
    synchronized List<String> all(CpeId cpe) {
        return Stream.of(
                        sent(cpe).stream(),
                        waiting(cpe).stream().map(Item::id),
                        ended(cpe).stream().map(Item::id))
                .flatMap(ids -> ids)
                .toList();
    }

    /** The CPEs that something waits for. */
    synchronized Set<CpeId> sought() {
        return due.stream().map(Item::cpe).collect(Collectors.toSet());
    }

    /** Calls whose deadline has passed, a bounded number. */
    synchronized List<String> due(Instant now, int limit) {
        return due.stream()
                .limit(limit)
                .takeWhile(item -> !item.deadline().isAfter(now))
                .map(Item::id)
                .toList();
    }

    /** Calls that ended and are not to be kept, a bounded number. */
    synchronized List<String> expendable(Instant now, int limit) {
        List<String> ids = new ArrayList<>();
        surplus.stream().limit(limit).map(Item::id).forEach(ids::add);
        int excess = ended.size() - settings.ended();
        for (Item item : ended) {
            if (ids.size() >= limit
                    || excess <= 0 && item.changed().plus(settings.keep()).isAfter(now)) {
                break;
            }
            excess--;
            ids.add(item.id());
        }
        return ids;
    }

    private List<Item> ended(CpeId cpe) {
        return of(cpe).filter(item -> item.state().ended())
                .sorted(AGE.reversed())
                .toList();
    }

    private Stream<Item> of(CpeId cpe) {
        return ofCpe.getOrDefault(cpe, Set.of()).stream().map(items::get);
    }
}
