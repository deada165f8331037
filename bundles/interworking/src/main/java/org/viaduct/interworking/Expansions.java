package org.viaduct.interworking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.CpeId;
import org.viaduct.interworking.Making.Made;
import org.viaduct.interworking.Targets.Target;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.command.ExecReqArgs;
import org.viaduct.interworking.command.Order;
import org.viaduct.interworking.command.Repetitions;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/**
 * Group executions whose {@code <execInstance>}s are not all made yet. What is left to make is stored together with the
 * Execute: a head, which says what and how far, and the members in chunks. Each step turns one chunk into instances, in one
 * change with the head, so that none is made twice or left out whatever happens between, and whatever becomes of the group.
 */
final class Expansions {

    /** How many instances a change makes. */
    static final int BATCH = 100;

    /** One entry for each; the key is the resourceID of the {@code <mgmtCmd>}, a slash, and an identifier. */
    static final String HEADS = "mgmtCmd.expansions";
    /** The key is that of the head, a slash and the number of the chunk. */
    private static final String MEMBERS = "mgmtCmd.expansions.members";

    private static final Logger LOG = LoggerFactory.getLogger(Expansions.class);
    private static final String BETWEEN = "/";
    private static final int PAGE = 500;

    /** A target. */
    record Member(ResourceId node, CpeId cpe) {

        static Member of(Target target) {
            return new Member(target.node().id(), target.cpe());
        }
    }

    /**
     * @param attributes see {@link Order}
     * @param next the number of the next chunk
     * @param left members that have no instance yet
     */
    record Head(
            CommandType type,
            Map<String, Object> attributes,
            Repetitions repetitions,
            Instant begins,
            Optional<String> sealedPasswords,
            int next,
            long left) {

        private Head after(int made) {
            return new Head(type, attributes, repetitions, begins, sealedPasswords, next + 1, left - made);
        }
    }

    private final Presence<Store> store;
    private final Passwords passwords;
    private final Making making;
    private final Scheduling scheduling;
    private final Executions executions;
    private final BiConsumer<Execution, Boolean> begins;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /** @param begins called with each execution that no request waits for, and whether it is one of many */
    Expansions(
            Presence<Store> store,
            Passwords passwords,
            Making making,
            Scheduling scheduling,
            Executions executions,
            BiConsumer<Execution, Boolean> begins) {
        this.store = store;
        this.passwords = passwords;
        this.making = making;
        this.scheduling = scheduling;
        this.executions = executions;
        this.begins = begins;
    }

    /**
     * Adds to a change what is left to make; {@link #goOn} is to be called afterwards.
     *
     * @param id unique among the executions of the command
     * @return how many that are
     */
    long plan(Change.Builder change, Resource command, String id, Order order, Iterator<Member> members) {
        String key = command.id().value() + BETWEEN + id;
        long left = 0;
        for (int number = 0; members.hasNext(); number++) {
            List<Member> chunk = next(members);
            left += chunk.size();
            change.put(new Entry(MEMBERS, key(key, number), ExpansionCodec.encode(chunk), 0));
        }
        if (left > 0) {
            Head head = new Head(
                    order.arguments().type(),
                    order.attributes(),
                    order.repetitions(),
                    order.begins(),
                    passwords.seal(order.arguments(), key),
                    0,
                    left);
            change.put(new Entry(HEADS, key, ExpansionCodec.encode(head), 0));
        }
        return left;
    }

    /** The next members, as many as a change may make. */
    static List<Member> next(Iterator<Member> members) {
        List<Member> chunk = new ArrayList<>();
        while (chunk.size() < BATCH && members.hasNext()) {
            chunk.add(members.next());
        }
        return chunk;
    }

    /** Makes what is left of all. Returns at once; may be repeated at any time. */
    void goOn() {
        String after = "";
        for (List<Entry> page = store.get().entries(HEADS, after, PAGE);
                !page.isEmpty();
                page = store.get().entries(HEADS, after, PAGE)) {
            page.forEach(entry -> goOn(entry.key()));
            after = page.get(page.size() - 1).key();
        }
    }

    /** Makes what is left of those of a command. */
    void goOn(ResourceId command) {
        of(store.get(), command).forEach(entry -> goOn(entry.key()));
    }

    /** How many instances of a command are still to be made. */
    static long left(Store from, ResourceId command) {
        return of(from, command).stream()
                .mapToLong(entry -> ExpansionCodec.head(entry.value()).left())
                .sum();
    }

    /** Leaves the instances that are not made yet unmade, durably. */
    void drop(ResourceId command) {
        for (int attempt = 1; ; attempt++) {
            Store present = store.get();
            Change.Builder change = Change.builder();
            List<Entry> heads = of(present, command);
            for (Entry head : heads) {
                change.remove(head);
                Stream.iterate(ExpansionCodec.head(head.value()).next(), number -> number + 1)
                        .map(number -> present.entry(MEMBERS, key(head.key(), number)))
                        .takeWhile(Optional::isPresent)
                        .forEach(chunk -> change.remove(chunk.get()));
            }
            try {
                if (!heads.isEmpty()) {
                    present.apply(change.build());
                }
                return;
            } catch (ConflictException overtaken) {
                Contention.check(attempt, overtaken);
            }
        }
    }

    /**
     * An execution that no request waits for was stored.
     *
     * @param oneOfMany whether the Execute has other targets too
     */
    void made(Execution execution, boolean oneOfMany) {
        executions.created(execution);
        begins.accept(execution, oneOfMany);
    }

    private void goOn(String key) {
        if (underWay.add(key)) {
            step(key);
        }
    }

    private void step(String key) {
        scheduling.untilDone("Making the <execInstance>s of " + key, () -> {
            if (make(key)) {
                step(key);
            } else {
                underWay.remove(key);
            }
        });
    }

    /** @return whether there may be more */
    private boolean make(String key) {
        Store present = store.get();
        Optional<Entry> entry = present.entry(HEADS, key);
        if (entry.isEmpty()) {
            return false;
        }
        ResourceId id = new ResourceId(key.substring(0, key.lastIndexOf(BETWEEN)));
        Optional<Resource> command = present.find(id);
        if (command.isEmpty()) {
            drop(id);
            return false;
        }
        Head head = ExpansionCodec.head(entry.get().value());
        Optional<Entry> chunk = present.entry(MEMBERS, key(key, head.next()));
        if (chunk.isEmpty()) {
            if (present.entry(HEADS, key).map(Entry::revision).equals(entry.map(Entry::revision))) {
                throw new IllegalStateException("No chunk " + head.next() + " of " + key);
            }
            return true;
        }
        List<Member> members = ExpansionCodec.members(chunk.get().value());
        Head after = head.after(members.size());
        Change.Builder change = Change.builder().remove(chunk.get());
        if (after.left() == 0) {
            change.remove(entry.get());
        } else {
            change.put(entry.get().with(ExpansionCodec.encode(after)));
        }
        Order order = order(key, head);
        List<Made> batch = members.stream()
                .map(member -> making.make(change, command.get(), member.node(), member.cpe(), order))
                .toList();
        try {
            present.apply(change.build());
        } catch (ConflictException overtaken) {
            LOG.debug("{} changed meanwhile: {}", key, overtaken.getMessage());
            return true;
        }
        batch.forEach(each -> made(each.execution(), true));
        return after.left() > 0;
    }

    private Order order(String key, Head head) {
        Optional<Object> exra = Optional.ofNullable(head.attributes().get("exra"));
        return new Order(
                ExecReqArgs.stored(head.type(), exra, passwords.unseal(head.sealedPasswords(), key)),
                head.attributes(),
                head.repetitions(),
                head.begins(),
                false);
    }

    private static List<Entry> of(Store from, ResourceId command) {
        String prefix = command.value() + BETWEEN;
        return from.entries(HEADS, prefix, PAGE).stream()
                .takeWhile(entry -> entry.key().startsWith(prefix))
                .toList();
    }

    private static String key(String head, int chunk) {
        return head + BETWEEN + "%06d".formatted(chunk);
    }
}
