package org.viaduct.cwmp.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.viaduct.cwmp.CpeId;

/** Why CPEs that something waits for have not come yet, in memory. Thread-safe. */
final class Remarks {

    private static final int MAX_LENGTH = 300;

    private final Map<CpeId, String> ofCpe = new ConcurrentHashMap<>();

    void note(CpeId cpe, String sentence) {
        String printable = sentence.replaceAll("\\p{Cntrl}", "?");
        ofCpe.put(cpe, printable.substring(0, Math.min(printable.length(), MAX_LENGTH)));
    }

    void forget(CpeId cpe) {
        ofCpe.remove(cpe);
    }

    /** Empty when there is nothing to say. */
    String on(CpeId cpe) {
        return ofCpe.getOrDefault(cpe, "");
    }
}
