package org.viaduct.shell.cwmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.shell.Services;

/** The CPEs that commands are about. */
final class Cpes {
    static final String DEVICES = "The record of the devices";
    static final String CLIENT = "The CWMP client";
    static final String AUTHENTICATION = "The authentication of CPEs";
    static final String QUEUE = "The queue of RPCs";

    private static final int PAGE = 200;

    /** What an identifier consists of, in its order. */
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private static final String LAST = "zzzzzzzz";

    private Cpes() {}

    static CpeId id(String typed) {
        return CpeId.parse(typed);
    }

    /** @throws IllegalArgumentException with a sentence, if it is not known */
    static Device known(Services services, String typed) {
        CpeId id = id(typed);
        return services.need(Devices.class, DEVICES)
                .find(id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "No CPE " + id + " is known: cwmp:devices lists those that have informed"));
    }

    /** The first identifiers that begin so, not more than a number of them. */
    static List<String> beginningWith(Devices devices, String prefix, int limit) {
        List<String> found = new ArrayList<>();
        Optional<CpeId> after = before(prefix);
        while (found.size() < limit) {
            List<Device> page = devices.list(after, Math.min(PAGE, limit));
            for (Device device : page) {
                String id = device.id().value();
                if (id.startsWith(prefix)) {
                    found.add(id);
                } else if (id.compareTo(prefix) > 0) {
                    return found;
                }
            }
            if (page.size() < Math.min(PAGE, limit)) {
                return found;
            }
            after = Optional.of(page.get(page.size() - 1).id());
        }
        return found.subList(0, limit);
    }

    /** An identifier before all that begin so, with hardly any between; empty where the beginning is as good. */
    private static Optional<CpeId> before(String prefix) {
        String whole = prefix.replaceFirst("%[0-9A-Fa-f]{0,2}$", "");
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        String start = whole.substring(0, whole.length() - 1);
        int last = ALPHABET.indexOf(whole.charAt(whole.length() - 1));
        String lower = last > 0 ? start + ALPHABET.charAt(last - 1) + LAST : start + "%7F";
        try {
            return Optional.of(CpeId.parse(lower.indexOf('-') < 0 ? lower + "-0" : lower));
        } catch (IllegalArgumentException tooLong) {
            return Optional.empty();
        }
    }
}
