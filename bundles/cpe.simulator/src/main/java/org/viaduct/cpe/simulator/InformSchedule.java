package org.viaduct.cpe.simulator;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The Informs of one CPE that a clock causes: the periodic one, and those of ScheduleInform (TR-069 A.4.1.2). */
final class InformSchedule {
    private final SimulatedCpe cpe;
    private final FleetRuntime runtime;
    private @Nullable Future<?> periodic;

    InformSchedule(SimulatedCpe cpe, FleetRuntime runtime) {
        this.cpe = cpe;
        this.runtime = runtime;
    }

    /** Starts the periodic interval anew, as its parameters say. */
    synchronized void restart() {
        stop();
        String enabled = cpe.setting("ManagementServer.PeriodicInformEnable");
        long seconds = Long.parseLong(cpe.setting("ManagementServer.PeriodicInformInterval"));
        if ((enabled.equals("1") || enabled.equals("true")) && seconds > 0) {
            periodic = runtime.after(runtime.options().scaled(Duration.ofSeconds(seconds)), () -> {
                restart();
                cpe.informNow();
            });
        }
    }

    synchronized void stop() {
        Future<?> timer = periodic;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    void once(Duration delay, String commandKey) {
        runtime.after(runtime.options().scaled(delay), () -> cpe.whenUp(() -> cpe.informScheduled(commandKey)));
    }
}
