package org.viaduct.cwmp.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;

/**
 * Has commands of {@code <mgmtCmd>} carried out by other RPCs than those of TS-0006 8.2 on some CPEs. Registered as an OSGi
 * service with the properties of {@link VendorDevices}; of several the highest ranking that has an answer wins, at each
 * question anew. The life of the {@code <execInstance>} stays with the interworking: it begins, accepts, ends, cancels and
 * repeats as always. Called concurrently, in the session of the CPE: every method must return within 10 s.
 */
@ConsumerType
public interface VendorCommand {

    /**
     * The RPC to send in place of the standard one; empty to leave the command to others.
     *
     * @throws IllegalArgumentException with a sentence, if the CPE cannot carry this command out: its instance ends, and who
     *     waits for it is answered 6025
     */
    Optional<CwmpRequest> request(CommandOrder order);

    /** What a response means for its command; empty where it answers no RPC of this one. */
    Optional<Progress> progress(CwmpResponse response);

    /** The end that a request of the CPE tells of; empty where it tells of none. */
    Optional<CommandEnd> end(CwmpRequest request);

    /** How far a command is with its response. */
    enum Progress {
        /** The CPE will tell of the end. */
        ACCEPTED,
        /** It has ended, well. */
        DONE
    }
}
