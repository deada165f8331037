package org.viaduct.cpe.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.viaduct.cwmp.rpc.EventStruct;

/** The events a CPE has yet to deliver by an InformResponse (TR-069 3.7.1.5). Guarded by its CPE. */
final class EventQueue {
    static final String BOOTSTRAP = "0 BOOTSTRAP";
    static final String BOOT = "1 BOOT";
    static final String PERIODIC = "2 PERIODIC";
    static final String SCHEDULED = "3 SCHEDULED";
    static final String VALUE_CHANGE = "4 VALUE CHANGE";
    static final String CONNECTION_REQUEST = "6 CONNECTION REQUEST";
    static final String TRANSFER_COMPLETE = "7 TRANSFER COMPLETE";
    static final String DU_STATE_CHANGE_COMPLETE = "11 DU STATE CHANGE COMPLETE";

    /** TR-069 3.7.1.5, Table 8: these are retried only until the next reboot, and 6 never. */
    private static final Set<String> LOST_AT_REBOOT = Set.of(BOOT, CONNECTION_REQUEST);

    private static final int MAX = 32;

    private final List<EventStruct> events = new ArrayList<>();

    void add(String code, String commandKey) {
        EventStruct event = new EventStruct(code, commandKey);
        if (!events.contains(event) && events.size() < MAX) {
            events.add(event);
        }
    }

    void add(String code) {
        add(code, "");
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    List<EventStruct> snapshot() {
        return List.copyOf(events);
    }

    boolean hasConnectionRequest() {
        return events.stream().anyMatch(event -> event.eventCode().equals(CONNECTION_REQUEST));
    }

    /** What an Inform has said once is not said again, whether it arrived or not. */
    void forgetConnectionRequest() {
        events.removeIf(event -> event.eventCode().equals(CONNECTION_REQUEST));
    }

    void delivered(Collection<EventStruct> delivered) {
        events.removeAll(delivered);
    }

    void rebooted() {
        events.removeIf(event -> LOST_AT_REBOOT.contains(event.eventCode()));
    }

    void clear() {
        events.clear();
    }
}
