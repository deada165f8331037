package org.viaduct.interworking;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.viaduct.cwmp.CpeId;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.ExecutionState;
import org.viaduct.onem2m.ResourceId;

/**
 * Which executions of a CPE wait for a session, oldest first and cancellations before commands, which factory resets
 * wait for a proof, and which were sent as a vendor's RPC. Only a hint where to look: the records in the store decide. Devices with nothing to do cost nothing.
 */
final class DeviceQueues {

    /**
     * An execution that waits.
     *
     * @param command false for its CancelTransfer
     * @param due when it is given up
     */
    record Item(boolean command, Instant created, String key, CommandType type, ResourceId instance, Instant due)
            implements Comparable<Item> {

        private static final Comparator<Item> ORDER =
                Comparator.comparing(Item::command).thenComparing(Item::created).thenComparing(Item::key);

        @Override
        public int compareTo(Item other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<CpeId, NavigableSet<Item>> waiting = new ConcurrentHashMap<>();
    private final Map<CpeId, NavigableSet<Item>> unprovenResets = new ConcurrentHashMap<>();
    private final Map<CpeId, NavigableSet<Item>> carried = new ConcurrentHashMap<>();

    /** Takes an execution's present state in. */
    void put(Execution execution) {
        remove(execution);
        ExecutionState state = execution.state();
        if (state.waiting()) {
            add(waiting, execution.cpe(), item(execution, state == ExecutionState.WAITING));
        }
        if (state.unproven() && execution.type() == CommandType.RESET) {
            add(unprovenResets, execution.cpe(), item(execution, true));
        }
        if (state.outstanding() && execution.carrier().isPresent()) {
            add(carried, execution.cpe(), item(execution, true));
        }
    }

    void remove(Execution execution) {
        remove(waiting, execution.cpe(), item(execution, true));
        remove(waiting, execution.cpe(), item(execution, false));
        remove(unprovenResets, execution.cpe(), item(execution, true));
        remove(carried, execution.cpe(), item(execution, true));
    }

    /** The CPEs that something waits for. */
    Set<CpeId> cpes() {
        return Set.copyOf(waiting.keySet());
    }

    List<String> waiting(CpeId cpe) {
        return keys(waiting, cpe);
    }

    List<Item> items(CpeId cpe) {
        NavigableSet<Item> items = waiting.get(cpe);
        return items == null ? List.of() : List.copyOf(items);
    }

    List<String> unprovenResets(CpeId cpe) {
        return keys(unprovenResets, cpe);
    }

    /** Those under way that were sent as the RPC of a vendor. */
    List<String> carried(CpeId cpe) {
        return keys(carried, cpe);
    }

    private static Item item(Execution execution, boolean command) {
        return new Item(
                command, execution.created(), execution.key(), execution.type(), execution.instance(), execution.due());
    }

    private static void add(Map<CpeId, NavigableSet<Item>> index, CpeId cpe, Item item) {
        index.compute(cpe, (same, before) -> {
            NavigableSet<Item> items = before == null ? new TreeSet<>() : new TreeSet<>(before);
            items.add(item);
            return items;
        });
    }

    private static void remove(Map<CpeId, NavigableSet<Item>> index, CpeId cpe, Item item) {
        index.computeIfPresent(cpe, (same, before) -> {
            if (!before.contains(item)) {
                return before;
            }
            NavigableSet<Item> items = new TreeSet<>(before);
            items.remove(item);
            return items.isEmpty() ? null : items;
        });
    }

    private static List<String> keys(Map<CpeId, NavigableSet<Item>> index, CpeId cpe) {
        NavigableSet<Item> items = index.get(cpe);
        return items == null ? List.of() : items.stream().map(Item::key).toList();
    }
}
