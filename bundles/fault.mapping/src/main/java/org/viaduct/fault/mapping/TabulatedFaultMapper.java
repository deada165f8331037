package org.viaduct.fault.mapping;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.spi.VendorFault;
import org.viaduct.cwmp.spi.VendorFaults;
import org.viaduct.fault.FaultMapper;
import org.viaduct.fault.FaultMapping;
import org.viaduct.fault.FaultTable;
import org.viaduct.onem2m.ExecResult;

/** Looks faults up in the tables of TS-0006 8.2, then asks the vendor bundles. Refuses activation with damaged tables. */
@Component
public final class TabulatedFaultMapper implements FaultMapper {

    private final FaultTables tables;
    private final VendorFaultRegistry vendors = new VendorFaultRegistry();

    @Activate
    public TabulatedFaultMapper() {
        this(FaultTables.read());
    }

    TabulatedFaultMapper(FaultTables tables) {
        this.tables = tables;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addVendor(VendorFaults vendor, Map<String, Object> properties) {
        vendors.put(vendor, properties);
    }

    void updatedVendor(VendorFaults vendor, Map<String, Object> properties) {
        vendors.put(vendor, properties);
    }

    void removeVendor(VendorFaults vendor, Map<String, Object> properties) {
        vendors.remove(properties);
    }

    @Override
    public FaultMapping map(FaultTable table, CpeId cpe, CwmpFault fault) {
        int code = fault.code();
        return tables.row(table, code)
                .or(() -> tables.dictionary(table, code))
                .or(() -> vendors.find(cpe, code).map(known -> vendor(table, known)))
                .orElseGet(() -> unknown(table, code));
    }

    @Override
    public List<FaultMapping> rows() {
        return tables.rows();
    }

    private static FaultMapping vendor(FaultTable table, VendorFault known) {
        return FaultTables.mapping(table, known.code(), known.text(), known.result(), FaultMapping.Source.VENDOR);
    }

    private static FaultMapping unknown(FaultTable table, int code) {
        return FaultTables.mapping(
                table, code, "Not defined", ExecResult.STATUS_INTERNAL_ERROR, FaultMapping.Source.UNKNOWN);
    }
}
