package org.viaduct.remote;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.HttpCall;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.api.Verdict;
import org.viaduct.cwmp.api.Verdict.Denied;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.rpc.Inform;

/**
 * What a gateway asks of the core: who may connect, what is known of a CPE, and what its sessions bring. All session
 * participants of the core are one here, which passes everything on in the order of their ranking.
 *
 * <p>Answers are durable as {@link SessionParticipant} has it, so that a gateway has nothing to lose. Besides its answer a
 * call may have a {@link Problem}. Every method says that it throws, for else a remote service would wrap what it throws.
 */
@Path("/")
@Consumes("application/json")
@Produces("application/json")
public interface CoreResource {

    /** Who called, and who he says he is. */
    record Identity(Sender sender, CpeId cpe, boolean bootstrap, InetAddress remote) {}

    /** Parameters of its ManagementServer object that a CPE told of outside of an Inform. */
    record Noted(CpeId cpe, Map<String, String> values) {}

    /** A session was opened. */
    record Opened(CwmpSession session, Inform inform) {}

    /**
     * It was heard of.
     *
     * @param calls whether {@link #next} has to be asked in it: false only if there is nothing to call as things are, and what
     *     begins to wait later is sought
     */
    record Heard(boolean calls) {}

    /** The CPE called an RPC. */
    record Received(CwmpSession session, CwmpRequest request) {}

    /** The CPE answered one. */
    record Answered(CwmpSession session, Call call, CwmpOutcome outcome) {}

    /** The CPE did not answer it. */
    record Unanswered(CwmpSession session, Call call, Delivery delivery) {}

    /** A CPE cannot be reached. */
    record Unreachable(CpeId cpe, String detail) {}

    /** What follows, for JSON has no bare values. */
    record Answer<T>(T answer) {}

    @POST
    @Path("authentication/admit")
    Verdict admit(HttpCall call) throws RuntimeException;

    @POST
    @Path("authentication/refuses")
    Answer<Optional<Denied>> refuses(Identity identity) throws RuntimeException;

    @POST
    @Path("devices/noted")
    void noted(Noted noted) throws RuntimeException;

    @GET
    @Path("devices")
    List<Device> devices(@QueryParam("after") String after, @QueryParam("limit") int limit) throws RuntimeException;

    @GET
    @Path("devices/{cpe}")
    Answer<Optional<Device>> device(@PathParam("cpe") String cpe) throws RuntimeException;

    @GET
    @Path("devices/{cpe}/credentials")
    List<Credentials> credentials(@PathParam("cpe") String cpe) throws RuntimeException;

    @GET
    @Path("devices/{cpe}/waiting")
    List<WaitingCall> waiting(@PathParam("cpe") String cpe) throws RuntimeException;

    @POST
    @Path("devices/unreachable")
    void unreachable(Unreachable unreachable) throws RuntimeException;

    @POST
    @Path("sessions/opened")
    Heard opened(Opened opened) throws RuntimeException;

    @POST
    @Path("sessions/received")
    Answer<Reception> received(Received received) throws RuntimeException;

    @POST
    @Path("sessions/next")
    Answer<Optional<Call>> next(CwmpSession session) throws RuntimeException;

    @POST
    @Path("sessions/answered")
    void answered(Answered answered) throws RuntimeException;

    @POST
    @Path("sessions/unanswered")
    void unanswered(Unanswered unanswered) throws RuntimeException;
}
