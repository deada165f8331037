package org.viaduct.cpe.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.viaduct.cpe.simulator.model.DataModel;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;

/** Composes Informs (TR-069 A.3.3.1). */
final class Informs {
    private Informs() {}

    static Inform next(SimulatedCpe cpe, List<EventStruct> queued, List<Completion> completions, int retryCount) {
        DataModel model = cpe.model();
        Set<EventStruct> events = new LinkedHashSet<>(queued);
        List<String> changes = model.changes();
        if (!changes.isEmpty()) {
            events.add(new EventStruct(EventQueue.VALUE_CHANGE, ""));
        }
        for (Completion completion : completions) {
            events.add(new EventStruct(completion.event(), ""));
            if (!completion.method().isEmpty()) {
                events.add(new EventStruct(completion.method(), completion.commandKey()));
            }
        }
        List<EventStruct> ordered = new ArrayList<>(events);
        ordered.sort(Comparator.comparingInt(Informs::rank));
        Set<String> names = new TreeSet<>(model.root().forcedInform());
        names.addAll(changes);
        List<ParameterValueStruct> parameters = new ArrayList<>();
        names.forEach(name -> model.read(name).ifPresent(parameters::add));
        return new Inform(
                new DeviceIdStruct(
                        model.get("DeviceInfo.Manufacturer"),
                        cpe.id().oui(),
                        cpe.id().productClass(),
                        cpe.id().serialNumber()),
                ordered,
                1,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                retryCount,
                parameters);
    }

    /** The numbered events in their order, then those of the methods. */
    private static int rank(EventStruct event) {
        String number = event.eventCode().split(" ", 2)[0];
        return number.matches("\\d{1,3}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
    }

    static List<String> names(Inform inform) {
        return inform.parameterList().stream().map(ParameterValueStruct::name).toList();
    }
}
