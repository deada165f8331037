package org.viaduct.fault.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.fault.FaultMapper;
import org.viaduct.fault.FaultTable;
import org.viaduct.remote.FaultResource;
import org.viaduct.store.StoreUnavailableException;

/** The fault mapping, for a core and for anybody: {@code /remote/faults/tables}. */
@Component(
        immediate = true,
        property = {
            "service.exported.interfaces=org.viaduct.remote.FaultResource",
            "service.exported.configs=org.apache.cxf.rs",
            "service.exported.intents=viaduct",
            "org.apache.cxf.rs.httpservice.context=/remote/faults",
            "org.apache.cxf.rs.address=/tables"
        })
public final class MappedFaults implements FaultResource {

    /** No vendor has anything to say of it. */
    private static final CpeId ANY = new CpeId("000000", "", "any");

    @Reference(
            target = "(!(viaduct.remote=true))",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable FaultMapper mapper;

    @Activate
    public MappedFaults() {}

    private FaultMapper present() {
        FaultMapper present = mapper;
        if (present == null) {
            throw new StoreUnavailableException("The fault mapping is not running at present");
        }
        return present;
    }

    @Override
    public List<MappedFault> rows() {
        return present().rows().stream().map(MappedFault::of).toList();
    }

    @Override
    public MappedFault fault(String table, int code, @Nullable String cpe) {
        CpeId whose = cpe == null ? ANY : CpeId.parse(cpe);
        return MappedFault.of(present().map(table(table), whose, new CwmpFault(code, "")));
    }

    private static FaultTable table(String text) {
        return Arrays.stream(FaultTable.values())
                .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT))
                        || each.number().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no table " + text + ": it is one of "
                        + Arrays.stream(FaultTable.values())
                                .map(FaultTable::name)
                                .collect(Collectors.joining(", "))));
    }
}
