package org.viaduct.interworking.execution;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/**
 * The executions of each {@code <mgmtCmd>} with their execStatus and execResult, in the order of their keys: for counting
 * and stopping many without reading them all at once.
 */
public final class ExecutionIndex {

    /** One entry for each execution; the key is the resourceID of the {@code <mgmtCmd>}, a slash and the execution's key. */
    public static final String BUCKET = "mgmtCmd.executions";

    private static final String BETWEEN = "/";
    /** Follows the slash, so that with it all executions of a command are passed over. */
    private static final char BEHIND = '/' + 1;

    /** What the index says of an execution. */
    public record Listed(String key, ExecStatus status, ExecResult result) {

        public static Listed of(Execution execution) {
            return new Listed(execution.key(), execution.state().execStatus(), execution.result());
        }

        public static Listed of(Entry entry) {
            String[] numbers = new String(entry.value(), StandardCharsets.US_ASCII).split(BETWEEN);
            return new Listed(
                    entry.key().substring(entry.key().lastIndexOf(BETWEEN) + 1),
                    ExecStatus.of(Long.parseLong(numbers[0])).orElseThrow(),
                    ExecResult.of(Long.parseLong(numbers[1])).orElseThrow());
        }

        public boolean running() {
            return status != ExecStatus.FINISHED && status != ExecStatus.CANCELLED;
        }
    }

    private ExecutionIndex() {}

    public static Optional<Entry> find(Store from, Execution execution) {
        return from.entry(BUCKET, key(execution));
    }

    /** For a new execution. */
    public static Entry entry(Execution execution) {
        return new Entry(BUCKET, key(execution), value(execution), 0);
    }

    public static Entry entry(Entry before, Execution execution) {
        return before.with(value(execution));
    }

    /**
     * The executions of a command.
     *
     * @param after the key behind which to start, empty for the first
     */
    public static List<Listed> page(Store from, ResourceId command, String after, int limit) {
        String prefix = command.value() + BETWEEN;
        return from.entries(BUCKET, prefix + after, limit).stream()
                .takeWhile(entry -> entry.key().startsWith(prefix))
                .map(Listed::of)
                .toList();
    }

    /** The commands that have executions. */
    public static void commands(Store from, Consumer<ResourceId> each) {
        String after = "";
        for (List<Entry> next = from.entries(BUCKET, after, 1);
                !next.isEmpty();
                next = from.entries(BUCKET, after, 1)) {
            String command = next.get(0).key().substring(0, next.get(0).key().lastIndexOf(BETWEEN));
            each.accept(new ResourceId(command));
            after = command + BEHIND;
        }
    }

    private static String key(Execution execution) {
        return execution.command().value() + BETWEEN + execution.key();
    }

    private static byte[] value(Execution execution) {
        return (execution.state().execStatus().value()
                        + BETWEEN
                        + execution.result().value())
                .getBytes(StandardCharsets.US_ASCII);
    }
}
