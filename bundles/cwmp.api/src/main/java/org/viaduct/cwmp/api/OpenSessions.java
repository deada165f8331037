package org.viaduct.cwmp.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The sessions that are open at this moment. Thread-safe. */
@ProviderType
public interface OpenSessions {

    /** Oldest first. */
    List<OpenSession> list();
}
