package org.viaduct.remote.core;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.fault.FaultMapper;
import org.viaduct.fault.FaultMapping;
import org.viaduct.fault.FaultTable;
import org.viaduct.remote.FaultResource.MappedFault;

/** The fault mapping of the gateway. */
@Component(property = "viaduct.remote:Boolean=true")
public final class RemoteFaultMapper implements FaultMapper {

    private final PresentGateway gateway;

    @Activate
    public RemoteFaultMapper(@Reference PresentGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public FaultMapping map(FaultTable table, CpeId cpe, CwmpFault fault) {
        return gateway.askFaults(faults -> faults.fault(table.name(), fault.code(), cpe.value()))
                .mapping();
    }

    @Override
    public List<FaultMapping> rows() {
        return gateway.askFaults(faults -> faults.rows()).stream()
                .map(MappedFault::mapping)
                .toList();
    }
}
