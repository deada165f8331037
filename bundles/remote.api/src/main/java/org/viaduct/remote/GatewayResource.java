package org.viaduct.remote;

import java.util.List;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.OpenSession;
import org.viaduct.cwmp.api.SessionTraces.SessionTrace;
import org.viaduct.cwmp.api.WakeResult;

/**
 * What a core asks of the gateway: {@link CwmpClient}, and what a person sees of its sessions. Besides its answer a call may
 * have a {@link Problem}. Every method says that it throws, for else a remote service would wrap what it throws.
 */
@Path("/")
@Consumes("application/json")
@Produces("application/json")
public interface GatewayResource {

    /**
     * That there is a CWMP client.
     *
     * @param instance another one when the client is a new one, or may have missed whom it was to seek: all that is sought has to
     *     be sought again then
     */
    record Presence(String instance) {}

    /** A CPE to be sought. */
    record Sought(CpeId cpe, boolean bulk) {}

    /** A CPE to be woken. */
    record Woken(CpeId cpe) {}

    @GET
    Presence presence() throws RuntimeException;

    @POST
    @Path("seek")
    void seek(List<Sought> sought) throws RuntimeException;

    /** Waits until it is known what became of the connection request. */
    @POST
    @Path("wake")
    WakeResult wake(Woken woken) throws RuntimeException;

    @GET
    @Path("sessions")
    List<OpenSession> sessions() throws RuntimeException;

    @GET
    @Path("traces")
    Set<CpeId> traced() throws RuntimeException;

    @GET
    @Path("traces/{cpe}")
    List<SessionTrace> traces(@PathParam("cpe") String cpe) throws RuntimeException;

    @PUT
    @Path("traces/{cpe}")
    void traceOn(@PathParam("cpe") String cpe) throws RuntimeException;

    @DELETE
    @Path("traces/{cpe}")
    void traceOff(@PathParam("cpe") String cpe) throws RuntimeException;
}
