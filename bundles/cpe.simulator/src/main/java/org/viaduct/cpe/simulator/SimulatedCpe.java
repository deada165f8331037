package org.viaduct.cpe.simulator;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.viaduct.cpe.simulator.CpeEvent.Kind;
import org.viaduct.cpe.simulator.model.DataModel;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.Inform;

/**
 * One simulated CPE of a {@link Fleet}: it boots, informs its ACS, listens for connection requests, does what RPCs ask
 * and remembers what it saw. Safe for several threads; what it remembers is bounded, the oldest goes first.
 */
public final class SimulatedCpe {
    private final FleetRuntime runtime;
    private final CpeId id;
    private final Script script = new Script();
    private final Observations observations;
    private final Transfers transfers;
    private final SoftwareModules software;
    private final VendorSide vendorSide;
    private final Rpcs rpcs;
    private final ConnectionRequests connectionRequests;
    private final UdpReachability udp;
    private final InformSchedule schedule;
    private final FactorySettings factory;
    private volatile DataModel model;
    private volatile CpeState state = CpeState.OFF;

    private final EventQueue events = new EventQueue();
    private final Deque<Completion> completions = new ArrayDeque<>(0);
    private final List<Completion> repeats = new ArrayList<>(0);
    private final List<Runnable> whileDown = new ArrayList<>(0);
    private final List<Runnable> onceUp = new ArrayList<>(0);
    private boolean bootstrapped;
    private boolean sessionQueued;
    private int retryCount;
    private Instant upSince = Instant.now();
    private @Nullable Session session;
    private @Nullable Future<?> wait;

    SimulatedCpe(FleetRuntime runtime, CpeId id, String connectionRequestBase) {
        this.runtime = runtime;
        this.id = id;
        this.observations = new Observations(runtime, id.serialNumber());
        this.transfers = new Transfers(this, runtime);
        this.software = new SoftwareModules(this, runtime);
        this.vendorSide = new VendorSide(this, transfers);
        this.rpcs = new Rpcs(this, transfers, software, runtime.options().vendor());
        this.connectionRequests = new ConnectionRequests(this, runtime);
        this.udp = new UdpReachability(this, runtime);
        this.schedule = new InformSchedule(this, runtime);
        this.factory = FactorySettings.of(runtime, id, connectionRequestBase + connectionRequests.path());
        this.model = factory.model();
    }

    public CpeId id() {
        return id;
    }

    public String serialNumber() {
        return id.serialNumber();
    }

    /** How it deviates from doing what it is asked; may be changed at any time. */
    public Script script() {
        return script;
    }

    public CpeState state() {
        return state;
    }

    /** Where a connection request goes. */
    public String connectionRequestUrl() {
        return setting("ManagementServer.ConnectionRequestURL");
    }

    /** The value of a parameter by its full name, passwords included; empty if there is none. */
    public Optional<String> parameter(String name) {
        return model.value(name);
    }

    public String softwareVersion() {
        return setting("DeviceInfo.SoftwareVersion");
    }

    /** The RPCs received, the oldest first. */
    public List<CwmpRequest> received() {
        return observations.received();
    }

    /** What it answered to RPCs, faults included. */
    public List<CwmpMessage> answered() {
        return observations.answered();
    }

    /** The Informs that the ACS has answered. */
    public List<Inform> informs() {
        return observations.informs();
    }

    /** In what the ACS broke the protocol. */
    public List<Violation> violations() {
        return observations.violations();
    }

    /** Sessions that ended well. */
    public int sessions() {
        return observations.sessions();
    }

    public int failedSessions() {
        return observations.failedSessions();
    }

    /** Connection requests that were accepted. */
    public int connectionRequests() {
        return observations.connectionRequests();
    }

    /** Those of them that came by UDP. */
    public int udpConnectionRequests() {
        return observations.udpConnectionRequests();
    }

    /** Switches it on: with {@code 0 BOOTSTRAP} the first time, with {@code 1 BOOT} always. */
    public synchronized void start() {
        if (state != CpeState.OFF) {
            return;
        }
        if (!bootstrapped) {
            events.add(EventQueue.BOOTSTRAP);
        }
        up();
    }

    /** Pulls the plug, in the middle of whatever it does. */
    public synchronized void stop() {
        if (state == CpeState.OFF) {
            return;
        }
        down(CpeState.OFF);
        events.rebooted();
        whileDown.clear();
    }

    /** Pulls the plug, and puts it in again after the time a reboot takes. */
    public synchronized void powerCycle() {
        if (state != CpeState.OFF) {
            reboot();
        }
    }

    /** Changes a parameter as the device's user would; notifies the ACS as the parameter's attributes demand. */
    public void change(String belowRoot, String value) {
        model.put(belowRoot, value);
        if (model.hasActiveChange()) {
            wantSession();
        }
    }

    /** Opens a session now, as if the periodic interval had passed. */
    public void informNow() {
        report(EventQueue.PERIODIC);
    }

    /** What its vendor may have it do. */
    public VendorSide vendorSide() {
        return vendorSide;
    }

    void report(String event) {
        synchronized (this) {
            events.add(event);
        }
        wantSession();
    }

    private void up() {
        events.add(EventQueue.BOOT);
        retryCount = 0;
        upSince = Instant.now();
        state = CpeState.IDLE;
        schedule.restart();
        udp.apply();
        onceUp.forEach(runtime::execute);
        onceUp.clear();
        tell(Kind.CHANGED, "up, software " + softwareVersion());
        wantSession();
    }

    private void down(CpeState next) {
        state = next;
        cancel(wait);
        schedule.stop();
        udp.stop();
        Session open = session;
        if (open != null) {
            open.abort();
        }
    }

    private void reboot() {
        down(CpeState.REBOOTING);
        tell(Kind.CHANGED, "rebooting");
        wait = runtime.after(runtime.options().scaled(runtime.options().rebootTime()), this::boot);
    }

    private synchronized void boot() {
        if (state != CpeState.REBOOTING) {
            return;
        }
        events.rebooted();
        model.settle();
        whileDown.forEach(Runnable::run);
        whileDown.clear();
        up();
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Opens a session; what it is wanted for during a session starts another at its end. */
    synchronized void wantSession() {
        if (state == CpeState.IDLE && !sessionQueued) {
            cancel(wait);
            sessionQueued = true;
            runtime.execute(this::runSession);
        }
    }

    private void runSession() {
        boolean well = false;
        try {
            Optional<Session> opened = open();
            if (opened.isEmpty()) {
                return;
            }
            opened.get().run();
            well = true;
        } catch (SessionFailed | IOException failed) {
            if (state != CpeState.OFF) {
                tell(Kind.SESSION_FAILED, failed.getMessage());
            }
        }
        ended(well);
    }

    private synchronized Optional<Session> open() throws IOException {
        sessionQueued = false;
        if (state != CpeState.IDLE) {
            return Optional.empty();
        }
        state = CpeState.IN_SESSION;
        refreshCounters();
        List<Completion> announced = List.copyOf(completions);
        Inform inform = Informs.next(this, events.snapshot(), announced, retryCount);
        events.forgetConnectionRequest();
        Session fresh = new Session(this, runtime, inform, announced);
        session = fresh;
        return Optional.of(fresh);
    }

    private synchronized void ended(boolean well) {
        session = null;
        observations.sessionEnded(well);
        if (state != CpeState.IN_SESSION) {
            return;
        }
        state = CpeState.IDLE;
        retryCount = well ? 0 : retryCount + 1;
        completions.addAll(repeats);
        repeats.clear();
        if (!whileDown.isEmpty()) {
            reboot();
        } else if (!well) {
            wait = runtime.after(
                    runtime.options().scaled(Retry.wait(retryCount, model, runtime.random())), this::wantSession);
        } else if (!events.isEmpty() || !completions.isEmpty() || model.hasActiveChange()) {
            wantSession();
        }
    }

    DataModel model() {
        return model;
    }

    Rpcs rpcs() {
        return rpcs;
    }

    ConnectionRequests connectionRequestAnswers() {
        return connectionRequests;
    }

    /** A parameter by its name below the root. */
    String setting(String belowRoot) {
        return model.get(belowRoot);
    }

    InformSchedule schedule() {
        return schedule;
    }

    UdpReachability udp() {
        return udp;
    }

    void refreshCounters() {
        model.put(
                "DeviceInfo.UpTime",
                Long.toString(Duration.between(upSince, Instant.now()).toSeconds()));
    }

    void tell(Kind kind, String text) {
        observations.tell(kind, text);
    }

    Observations observations() {
        return observations;
    }

    /** The ACS has answered the Inform: its events are delivered. */
    synchronized void informed(Inform inform) {
        bootstrapped = true;
        events.delivered(inform.event());
        model.reported(Informs.names(inform));
        observations.informed(inform);
    }

    void udpConnectionRequested() {
        observations.udpConnectionRequested();
        wake();
    }

    /** A connection request was accepted. */
    void wake() {
        observations.connectionRequested();
        synchronized (this) {
            events.add(EventQueue.CONNECTION_REQUEST);
        }
        runtime.after(runtime.options().connectionRequestDelay(), this::wakeNow);
    }

    private synchronized void wakeNow() {
        if (events.hasConnectionRequest()) {
            wantSession();
        }
    }

    synchronized List<Completion> completions() {
        return List.copyOf(completions);
    }

    synchronized void complete(Completion completion) {
        completions.addLast(completion);
        wantSession();
    }

    /** The ACS has answered the completion. */
    synchronized void completed(Completion completion) {
        completions.remove(completion);
        if (completion.repetitions() > 0) {
            repeats.add(completion.repeated());
        }
    }

    /** Runs a task at once, or after the reboot that is going on; never if the CPE is off. */
    synchronized void whenUp(Runnable task) {
        if (state == CpeState.REBOOTING) {
            onceUp.add(task);
        } else if (state != CpeState.OFF) {
            runtime.execute(task);
        }
    }

    void rebootAfterSession(String commandKey) {
        afterSession(() -> events.add("M Reboot", commandKey));
    }

    void upgradeAfterSession(String version, Optional<Completion> completion) {
        afterSession(() -> {
            model.put("DeviceInfo.SoftwareVersion", version);
            completion.ifPresent(completions::addLast);
        });
    }

    void factoryResetAfterSession() {
        afterSession(() -> {
            model = factory.model();
            transfers.clear();
            software.clear();
            completions.clear();
            events.clear();
            events.add(EventQueue.BOOTSTRAP);
        });
    }

    private synchronized void afterSession(Runnable task) {
        whileDown.add(task);
        if (state == CpeState.IDLE) {
            reboot();
        }
    }

    /** The ACS has moved the CPE to another ACS, which is to see it as new (TR-069 3.7.1.5, 0 BOOTSTRAP). */
    synchronized void acsChanged() {
        events.clear();
        events.add(EventQueue.BOOTSTRAP);
    }

    /** The time of a ScheduleInform has come. */
    void informScheduled(String commandKey) {
        synchronized (this) {
            events.add(EventQueue.SCHEDULED);
            events.add("M ScheduleInform", commandKey);
        }
        wantSession();
    }
}
