package org.viaduct.shell.cwmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.shell.Services;

/** The calls in the queue, as far as they can be completed: those of the first CPEs, for a queue is kept for each. */
final class Calls {
    private static final int CPES = 200;
    private static final int LIMIT = 50;

    private Calls() {}

    static List<String> identifiers(Services services, Predicate<QueuedCall> which, String prefix) {
        List<String> identifiers = new ArrayList<>();
        Optional<CallQueue> queue = services.find(CallQueue.class);
        Optional<Devices> devices = services.find(Devices.class);
        if (queue.isEmpty() || devices.isEmpty()) {
            return identifiers;
        }
        for (Device device : devices.get().list(Optional.empty(), CPES)) {
            for (QueuedCall call : queue.get().list(device.id())) {
                if (which.test(call) && call.id().startsWith(prefix)) {
                    identifiers.add(call.id());
                    if (identifiers.size() == LIMIT) {
                        return identifiers;
                    }
                }
            }
        }
        return identifiers;
    }
}
