package org.viaduct.cwmp.api;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One way of asking CPEs to open a session: HTTP (TR-069 3.2.2), UDP through a NAT (Annex G), and whatever else a bundle
 * brings. Those that suit a device are tried one after the other until one has not {@linkplain WakeResult.Outcome#FAILED
 * failed}: the best suited first, among equals in the order of their service ranking, highest first. Found by its service
 * property {@link #METHOD}. Lives in the process of the CWMP client. Thread-safe.
 */
@ConsumerType
public interface ConnectionRequester {

    /** Service property: its name, such as {@code http}. */
    String METHOD = "viaduct.connection.request";

    /** How well a device is reached in this way, by what it reported. Answered from memory. */
    Suitability suits(Device device);

    /**
     * Asks once, which may be in several copies. Called on a thread that may wait for a name to be resolved; completes within
     * {@link ConnectionTarget#timeout}, never exceptionally.
     */
    CompletionStage<WakeResult> request(ConnectionTarget target);

    /** How well a way of asking suits a device. */
    enum Suitability {
        /** The device said that it is to be reached in this way rather than in others. */
        BEST,
        POSSIBLE,
        /** It is not tried. */
        NONE
    }
}
