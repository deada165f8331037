package org.viaduct.interworking;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.viaduct.continuity.Presence;
import org.viaduct.cwmp.CpeId;
import org.viaduct.interworking.command.Order;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.ExecutionState;
import org.viaduct.interworking.execution.Remark;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.store.Change;

/** Makes {@code <execInstance>}s with their records (TS-0004 7.4.16.2.3). */
final class Making {

    /** An {@code <execInstance>} and its record. */
    record Made(Resource instance, Execution execution) {}

    private final Presence<Resources> resources;
    private final Passwords passwords;
    private final Executions executions;
    private final Supplier<Settings> settings;
    private final Clock clock;

    Making(
            Presence<Resources> resources,
            Passwords passwords,
            Executions executions,
            Supplier<Settings> settings,
            Clock clock) {
        this.resources = resources;
        this.passwords = passwords;
        this.executions = executions;
        this.settings = settings;
        this.clock = clock;
    }

    /** Adds one to a change. */
    Made make(Change.Builder change, Resource command, ResourceId node, CpeId cpe, Order order) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("exs", (long) ExecutionState.WAITING.execStatus().value());
        attributes.put("exr", (long) ExecResult.STATUS_NOT_FINISHED.value());
        attributes.put("ext", node.value());
        attributes.putAll(order.attributes());
        Resource draft = resources.get().draft(command, Optional.empty(), "m2m:exin", attributes);
        Execution execution = execution(command, draft, cpe, order);
        Resource instance = Remark.on(execution)
                .map(remark -> draft.with(Map.of(Remark.ATTRIBUTE, remark), draft.modified()))
                .orElse(draft);
        change.create(instance);
        Executions.create(change, execution);
        return new Made(instance, execution);
    }

    private Execution execution(Resource command, Resource instance, CpeId cpe, Order order) {
        Instant now = clock.instant();
        Instant begins =
                order.begins().plus(executions.spread(order.repetitions().random()));
        boolean later = begins.isAfter(now);
        String key = CommandKey.keyOf(instance.id());
        return new Execution(
                key,
                command.id(),
                instance.id(),
                cpe,
                order.arguments().type(),
                later ? ExecutionState.SCHEDULED : ExecutionState.WAITING,
                ExecResult.STATUS_NOT_FINISHED,
                order.repetitions(),
                order.blocking(),
                now,
                now,
                Optional.empty(),
                later ? begins : now.plus(settings.get().waitingDeadline()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                passwords.seal(order.arguments(), key),
                Optional.empty());
    }
}
