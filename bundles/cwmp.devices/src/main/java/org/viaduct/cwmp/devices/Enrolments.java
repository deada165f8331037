package org.viaduct.cwmp.devices;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.EnrolmentRefusedException;
import org.viaduct.cwmp.devices.DeviceRecords.Stored;

/** Keeps the number of devices within bounds; counts what is stored when it first needs to know. */
final class Enrolments {

    private static final int PAGE = 1_000;

    private final DeviceRecords records;
    private final int max;
    private final int maxPerAddress;
    private final Map<String, Integer> perAddress = new HashMap<>();
    private int enrolled;
    private boolean counted;

    Enrolments(DeviceRecords records, int max, int maxPerAddress) {
        this.records = records;
        this.max = max;
        this.maxPerAddress = maxPerAddress;
    }

    /**
     * Adds the record of an unknown CPE.
     *
     * @throws EnrolmentRefusedException when there are too many
     */
    void enrol(CpeId cpe, DeviceRecord device, InetAddress source) {
        reserve(device.enrolledFrom(), source.isLoopbackAddress());
        try {
            records.add(cpe, device);
        } catch (RuntimeException notAdded) {
            release(device.enrolledFrom());
            throw notAdded;
        }
    }

    private synchronized void reserve(String address, boolean loopback) {
        if (!counted) {
            count();
        }
        if (enrolled >= max) {
            throw new EnrolmentRefusedException(
                    max + " devices are enrolled, as many as enrol.max of " + DevicesConfiguration.PID + " allows");
        }
        if (!loopback && perAddress.getOrDefault(address, 0) >= maxPerAddress) {
            throw new EnrolmentRefusedException(maxPerAddress + " devices are enrolled from " + address
                    + ", as many as enrol.max.per.address of " + DevicesConfiguration.PID + " allows");
        }
        add(address);
    }

    private void count() {
        perAddress.clear();
        enrolled = 0;
        String after = "";
        List<Stored> page = records.list(after, PAGE);
        while (!page.isEmpty()) {
            page.forEach(stored -> add(stored.device().enrolledFrom()));
            after = page.get(page.size() - 1).cpe().value();
            page = records.list(after, PAGE);
        }
        counted = true;
    }

    private void add(String address) {
        enrolled++;
        perAddress.merge(address, 1, Integer::sum);
    }

    private synchronized void release(String address) {
        enrolled--;
        perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
