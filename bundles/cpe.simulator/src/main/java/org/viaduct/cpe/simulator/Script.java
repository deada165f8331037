package org.viaduct.cpe.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a simulated CPE deviates from doing what it is asked, per RPC; may change at any time. RPCs are named as CWMP
 * does. Safe for several threads.
 *
 * <p>Completion means the end of what goes on after the answer: of Download, Upload, ScheduleDownload, ChangeDUState.
 */
public final class Script {
    /** The RPCs that go on after their answer. */
    static final Set<String> COMPLETING = Set.of("Download", "Upload", "ScheduleDownload", "ChangeDUState");

    private record Fault(int code, int times) {}

    private final Map<String, Fault> faults = new ConcurrentHashMap<>(2);
    private final Map<String, Integer> completionFaults = new ConcurrentHashMap<>(2);
    private final Map<String, Duration> responseDelays = new ConcurrentHashMap<>(2);
    private final Map<String, Duration> completionDelays = new ConcurrentHashMap<>(2);
    private final Map<String, Drop> drops = new ConcurrentHashMap<>(2);
    private final Set<String> immediate = ConcurrentHashMap.newKeySet(2);
    private volatile int duplicateCompletions;

    Script() {}

    /** Refuses the RPC with this fault code, every time. */
    public Script fault(String rpc, int code) {
        return fault(rpc, code, Integer.MAX_VALUE);
    }

    /** Refuses the RPC with this fault code, so many times. */
    public Script fault(String rpc, int code, int times) {
        faults.put(rpc, new Fault(code, times));
        return this;
    }

    /** Accepts the RPC, and ends what it asks for with this fault code; nothing is transferred. */
    public Script completionFault(String rpc, int code) {
        requireCompleting(rpc);
        completionFaults.put(rpc, code);
        return this;
    }

    /** Waits so long before the RPC is answered. */
    public Script responseDelay(String rpc, Duration delay) {
        responseDelays.put(rpc, delay);
        return this;
    }

    /** Lets so much time pass between the work and its end; until then it can be cancelled. */
    public Script completionDelay(String rpc, Duration delay) {
        requireCompleting(rpc);
        completionDelays.put(rpc, delay);
        return this;
    }

    /** Breaks the connection when the RPC comes the next time. */
    public Script drop(String rpc, Drop when) {
        drops.put(rpc, when);
        return this;
    }

    /** Does what Download or Upload asks for within the session and answers Status 0; no TransferComplete follows. */
    public Script statusZero(String rpc) {
        immediate.add(rpc);
        return this;
    }

    /** Delivers every TransferComplete and DUStateChangeComplete so many times more, each in a session of its own. */
    public Script duplicateCompletions(int times) {
        duplicateCompletions = times;
        return this;
    }

    /** Back to doing what is asked. */
    public void clear() {
        faults.clear();
        completionFaults.clear();
        responseDelays.clear();
        completionDelays.clear();
        drops.clear();
        immediate.clear();
        duplicateCompletions = 0;
    }

    private static void requireCompleting(String rpc) {
        if (!COMPLETING.contains(rpc)) {
            throw new IllegalArgumentException(rpc + " has no completion; these have: " + COMPLETING);
        }
    }

    OptionalInt takeFault(String rpc) {
        int[] code = {0};
        faults.computeIfPresent(rpc, (name, fault) -> {
            code[0] = fault.code();
            return fault.times() == 1
                    ? null
                    : new Fault(fault.code(), fault.times() == Integer.MAX_VALUE ? fault.times() : fault.times() - 1);
        });
        return code[0] == 0 ? OptionalInt.empty() : OptionalInt.of(code[0]);
    }

    OptionalInt completionFault(String rpc) {
        Integer code = completionFaults.get(rpc);
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    Duration responseDelay(String rpc) {
        return responseDelays.getOrDefault(rpc, Duration.ZERO);
    }

    Duration completionDelay(String rpc) {
        return completionDelays.getOrDefault(rpc, Duration.ZERO);
    }

    Optional<Drop> takeDrop(String rpc) {
        return Optional.ofNullable(drops.remove(rpc));
    }

    boolean isStatusZero(String rpc) {
        return immediate.contains(rpc);
    }

    int duplicateCompletions() {
        return duplicateCompletions;
    }
}
