package org.viaduct.remote;

import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import org.viaduct.fault.FaultMapping;
import org.viaduct.fault.FaultTable;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ResponseStatusCode;

/**
 * The fault mapping for anybody: what a CWMP fault code means for the execResult of an {@code <execInstance>} (TS-0006 8.2).
 */
@Path("/")
@Produces("application/json")
public interface FaultResource {

    /**
     * What a fault means.
     *
     * @param clause the number of the table in TS-0006
     * @param execResult by name, and by its number in {@code value}
     * @param responseStatus of the Execute UPDATE that runs into the fault, by name, and by its number in
     *     {@code responseStatusCode}
     */
    record MappedFault(
            FaultTable table,
            String clause,
            int code,
            String description,
            ExecResult execResult,
            int value,
            ResponseStatusCode responseStatus,
            int responseStatusCode,
            FaultMapping.Source source) {

        public static MappedFault of(FaultMapping mapping) {
            return new MappedFault(
                    mapping.table(),
                    mapping.table().number(),
                    mapping.code(),
                    mapping.description(),
                    mapping.result(),
                    mapping.result().value(),
                    mapping.executeStatus(),
                    mapping.executeStatus().code(),
                    mapping.source());
        }

        public FaultMapping mapping() {
            return new FaultMapping(table, code, description, execResult, responseStatus, source);
        }
    }

    /** All rows of all tables. */
    @GET
    List<MappedFault> rows() throws RuntimeException;

    /**
     * @param table the name of a {@link FaultTable}, such as {@code DOWNLOAD}, or its number in TS-0006
     * @param cpe {@code OUI-ProductClass-SerialNumber}, where a vendor's codes are to count; may be away
     */
    @GET
    @Path("{table}/{code}")
    MappedFault fault(@PathParam("table") String table, @PathParam("code") int code, @QueryParam("cpe") String cpe)
            throws RuntimeException;
}
