package org.viaduct.fault;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;

/** Maps the faults of CPEs onto execResult (TS-0006 8.2). Thread-safe, total: every code has an answer. */
@ProviderType
public interface FaultMapper {

    /**
     * The row of the table; for a code outside it the dictionary of all tables, then what the CPE's vendor contributes, else
     * STATUS_INTERNAL_ERROR.
     *
     * @throws RuntimeException the store's StoreUnavailableException, when the tables are elsewhere and cannot be asked: as if
     *     this service were away
     */
    FaultMapping map(FaultTable table, CpeId cpe, CwmpFault fault);

    /** All rows of all tables, in the order of TS-0006. */
    List<FaultMapping> rows();
}
