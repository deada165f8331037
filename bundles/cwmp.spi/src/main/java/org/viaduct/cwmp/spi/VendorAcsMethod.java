package org.viaduct.cwmp.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.codec.VendorRequest;

/**
 * An RPC of a vendor that its CPEs call. GetRPCMethods tells CPEs of it (TR-069 A.3.1.1). Registered as an OSGi service
 * under this interface.
 *
 * @param <Q> the record that {@link #request()} is the shape of
 */
@ConsumerType
public interface VendorAcsMethod<Q extends VendorRequest> extends VendorRpc {

    /**
     * Answers a CPE. Whoever carries commands out has heard of the request before. Called for one CPE at a time, for several
     * concurrently, in its session: it must return within 10 s. What it throws breaks the session off, and the CPE tries
     * again.
     *
     * @return a response of the shape of {@link #response()}, or a fault of an ACS (8000 to 8005, 8800 to 8899)
     */
    CwmpOutcome received(CpeId cpe, Q request);
}
