package org.viaduct.cwmp.client;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Whiteboard;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CpeAuthentication;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.WaitingCall;

/**
 * Who takes part in the sessions at present, and whether all who must are there. A service inside this bundle only, which
 * refers to nobody: the servlet, where all references end, tells it who comes and goes.
 */
@Component(service = Participants.class, configurationPid = ClientConfiguration.PID)
public final class Participants implements Waker.Waiting {

    private static final Logger LOG = LoggerFactory.getLogger(Participants.class);
    private static final int MAX_WAITING = 1_000;

    private final Supplier<Set<String>> required;
    private final Runnable forget;
    private final Reboots reboots;
    private final Whiteboard<Participant> present = new Whiteboard<>();
    private final Set<CompletableFuture<Boolean>> waiting = new HashSet<>();
    private volatile @Nullable Devices devices;
    private volatile @Nullable CpeAuthentication authentication;

    @Activate
    public Participants(BundleContext context, Map<String, Object> properties) {
        this(
                new RequiredParticipants(context),
                new Reboots(ClientNumbers.of(properties).number("reboots.max", 1, 1_000), Clock.systemUTC()));
    }

    private Participants(RequiredParticipants required, Reboots reboots) {
        this.required = required;
        this.forget = required::close;
        this.reboots = reboots;
        required.open();
    }

    /**
     * @param required names of those without whom there are no sessions
     * @param reboots what none of them gets past
     */
    Participants(Set<String> required, Reboots reboots) {
        this.required = () -> required;
        this.forget = () -> {};
        this.reboots = reboots;
    }

    @Deactivate
    void close() {
        forget.run();
    }

    /** A participant under the name that it keeps over updates. */
    record Participant(String name, SessionParticipant service) {}

    /** Adds a participant, or changes the name or ranking of one that is known. */
    synchronized void put(SessionParticipant service, Map<String, ?> properties) {
        String name = properties.get(SessionParticipant.NAME) instanceof String given ? given : "";
        present.put(new Participant(name, new GuardedParticipant(service, reboots)), Set.of(name), properties);
        changed();
    }

    synchronized void remove(Map<String, ?> properties) {
        present.remove(properties);
        changed();
    }

    synchronized void use(Devices arrived) {
        devices = arrived;
        changed();
    }

    synchronized void release(Devices leaving) {
        if (devices == leaving) {
            devices = null;
        }
    }

    synchronized void use(CpeAuthentication arrived) {
        authentication = arrived;
        changed();
    }

    synchronized void release(CpeAuthentication leaving) {
        if (authentication == leaving) {
            authentication = null;
        }
    }

    private void changed() {
        if (missing().isEmpty()) {
            List.copyOf(waiting).forEach(waiter -> waiter.complete(true));
        }
    }

    /** Highest ranking first. */
    List<Participant> ordered() {
        return present.all();
    }

    Optional<Participant> named(String name) {
        return present.named(name);
    }

    @Override
    public List<WaitingCall> waiting(CpeId cpe) {
        return present.all().stream()
                .flatMap(participant -> waiting(participant, cpe).stream())
                .toList();
    }

    private static List<WaitingCall> waiting(Participant participant, CpeId cpe) {
        try {
            return participant.service().waiting(cpe);
        } catch (RuntimeException failed) {
            LOG.warn(
                    "The session participant {} cannot say what waits for {}: {}",
                    participant.name(),
                    cpe,
                    failed.toString());
            return List.of();
        }
    }

    @Override
    public void unreachable(CpeId cpe, String detail) {
        for (Participant participant : present.all()) {
            try {
                participant.service().unreachable(cpe, detail);
            } catch (RuntimeException failed) {
                LOG.warn(
                        "The session participant {} could not note that {} cannot be reached: {}",
                        participant.name(),
                        cpe,
                        failed.toString());
            }
        }
    }

    Optional<CpeAuthentication> authentication() {
        return Optional.ofNullable(authentication);
    }

    /** What must be there and is not. */
    Set<String> missing() {
        Set<String> missing = unheard(present.all());
        if (devices == null) {
            missing.add(Devices.class.getSimpleName());
        }
        if (authentication == null) {
            missing.add(CpeAuthentication.class.getSimpleName());
        }
        return missing;
    }

    /** The names of those who must be heard, and are not among these. */
    Set<String> unheard(List<Participant> heard) {
        Set<String> unheard = new TreeSet<>(required.get());
        heard.forEach(participant -> unheard.remove(participant.name()));
        return unheard;
    }

    /** Completes with true as soon as nothing is missing, with false after the pause, at once if too many wait already. */
    CompletionStage<Boolean> complete(Duration pause) {
        CompletableFuture<Boolean> waiter = new CompletableFuture<>();
        synchronized (this) {
            if (missing().isEmpty()) {
                return CompletableFuture.completedFuture(true);
            }
            if (waiting.size() >= MAX_WAITING) {
                return CompletableFuture.completedFuture(false);
            }
            waiting.add(waiter);
        }
        return waiter.completeOnTimeout(false, pause.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((complete, never) -> stopWaiting(waiter));
    }

    private synchronized void stopWaiting(CompletableFuture<Boolean> waiter) {
        waiting.remove(waiter);
    }
}
