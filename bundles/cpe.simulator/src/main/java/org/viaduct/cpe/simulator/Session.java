package org.viaduct.cpe.simulator;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.viaduct.cpe.simulator.CpeEvent.Kind;
import org.viaduct.cpe.simulator.http.HttpReply;
import org.viaduct.cpe.simulator.model.RpcRefused;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.MalformedMessage;
import org.viaduct.cwmp.codec.MalformedMessage.Problem;
import org.viaduct.cwmp.codec.VendorMessage;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.InformResponse;
import org.viaduct.cwmp.rpc.UnknownRequest;

/** One session of a CPE with its ACS, from Inform to the last empty answer (TR-069 3.7.1). Run by one thread. */
final class Session {
    private static final byte[] NOTHING = {};
    private static final int MAX_RETRIES_IN_SESSION = 3;
    private static final int MAX_RPCS = 1000;
    private static final AtomicLong IDS = new AtomicLong();

    private final SimulatedCpe cpe;
    private final FleetRuntime runtime;
    private final Inform inform;
    private final Deque<Completion> completions;
    private final AcsClient client;
    private final String namespace;
    private boolean held;
    private boolean finished;

    Session(SimulatedCpe cpe, FleetRuntime runtime, Inform inform, List<Completion> announced) throws IOException {
        this.cpe = cpe;
        this.runtime = runtime;
        this.inform = inform;
        this.completions = new ArrayDeque<>(announced);
        this.namespace = runtime.options().version().namespace();
        this.client = new AcsClient(
                runtime.options(),
                acs(cpe.setting("ManagementServer.URL")),
                cpe.setting("ManagementServer.Username"),
                cpe.setting("ManagementServer.Password"));
    }

    private static URI acs(String url) throws IOException {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException noUrl) {
            throw new IOException("the ACS URL is no URL", noUrl);
        }
    }

    /** Breaks the connection, whatever goes on. */
    void abort() {
        client.close();
    }

    /** @throws SessionFailed or IOException if it does not end well */
    void run() throws IOException, SessionFailed {
        try (client) {
            CwmpResponse opened = ask(inform);
            if (opened instanceof InformResponse response && response.maxEnvelopes() != 1) {
                violation("InformResponse has MaxEnvelopes " + response.maxEnvelopes() + ", not 1");
            }
            cpe.informed(inform);
            do {
                sendCompletions();
                serve();
            } while (!held && !(finished && completions.isEmpty()));
            if (held) {
                throw new SessionFailed("the ACS ended the session while it held the CPE's requests back");
            }
        }
    }

    /** Sends what the Inform has announced, unless the ACS holds requests back. */
    private void sendCompletions() throws IOException, SessionFailed {
        while (!held && !completions.isEmpty()) {
            ask(completions.peekFirst().request());
            cpe.completed(completions.removeFirst());
        }
    }

    /** Sends a request of the CPE and reads the answer, which must be its own. */
    private CwmpResponse ask(CwmpRequest request) throws IOException, SessionFailed {
        for (int attempt = 0; attempt < MAX_RETRIES_IN_SESSION; attempt++) {
            String id = Long.toString(IDS.incrementAndGet());
            cpe.tell(Kind.SENT, Describe.message(request));
            HttpReply reply = post(envelope(id, request));
            if (reply.body().length == 0) {
                throw new SessionFailed("the ACS answered " + request.name() + " with nothing");
            }
            Envelope answer = read(reply);
            broken(reply, answer).ifPresent(this::violation);
            if (!answer.id().equals(id)) {
                violation("the answer to " + request.name() + " has the header ID \"" + answer.id() + "\", not \"" + id
                        + "\"");
            }
            held = answer.holdRequests();
            if (answer.body() instanceof CwmpFault fault) {
                if (fault.code() != FaultCode.ACS_RETRY_REQUEST.number()) {
                    throw new SessionFailed(
                            "the ACS refused " + request.name() + ": " + fault.code() + " " + fault.message());
                }
            } else if (answer.body() instanceof CwmpResponse response
                    && response.name().equals(request.name() + "Response")) {
                checkVersion(answer);
                return response;
            } else {
                violation(request.name() + " was answered by " + answer.body().name());
                throw new SessionFailed("the ACS answered " + request.name() + " with "
                        + answer.body().name());
            }
        }
        throw new SessionFailed("the ACS asked to repeat " + request.name() + " again and again");
    }

    private void checkVersion(Envelope answer) {
        String chosen = answer.useCwmpVersion();
        if (chosen.isEmpty()) {
            return;
        }
        CwmpVersion own = runtime.options().version();
        boolean offered = own == CwmpVersion.V1_4
                && CwmpVersion.ofNumber(chosen)
                        .filter(version -> version.compareTo(own) <= 0)
                        .isPresent();
        if (!offered) {
            violation("UseCWMPVersion is " + chosen + ", which was not offered");
        }
    }

    private byte[] envelope(String id, CwmpRequest request) {
        boolean opening = request instanceof Inform;
        CwmpVersion version = runtime.options().version();
        return runtime.soap()
                .write(new Envelope(
                        namespace,
                        id,
                        false,
                        opening && version.compareTo(CwmpVersion.V1_3) >= 0 ? OptionalInt.of(60) : OptionalInt.empty(),
                        opening && version == CwmpVersion.V1_4 ? List.of("1.0", "1.1", "1.2", "1.3", "1.4") : List.of(),
                        "",
                        request));
    }

    /**
     * Sends the empty POST and does what the ACS asks until it has nothing more. Only one that is not held says that the CPE
     * has nothing more either (TR-069 3.7.1.4).
     */
    private void serve() throws IOException, SessionFailed {
        finished = !held;
        HttpReply reply = post(NOTHING);
        for (int rpcs = 0; reply.body().length > 0; rpcs++) {
            if (rpcs == MAX_RPCS) {
                throw new SessionFailed("the ACS sent more than " + MAX_RPCS + " RPCs in a session");
            }
            reply = post(serve(reply));
        }
    }

    private byte[] serve(HttpReply reply) throws IOException, SessionFailed {
        Envelope question;
        try {
            question = runtime.soap().read(reply.body());
        } catch (MalformedMessage malformed) {
            violation(malformed.getMessage());
            if (malformed.problem() != Problem.ARGUMENT) {
                throw new SessionFailed("the ACS sent what cannot be read: " + malformed.getMessage());
            }
            CwmpFault fault = FaultCode.INVALID_ARGUMENTS.fault(malformed.getMessage());
            return runtime.soap().write(Envelope.of(namespace, malformed.id(), fault));
        }
        Optional<String> broken = broken(reply, question);
        held = question.holdRequests();
        if (!(question.body() instanceof CwmpRequest request)) {
            violation("the ACS sent " + question.body().name() + " where a request was due");
            throw new SessionFailed("the ACS answered with " + question.body().name() + " when nothing was asked");
        }
        cpe.observations().received(request);
        if (question.id().isEmpty()) {
            violation(request.name() + " has no header ID");
        }
        String rpc = request.name();
        Optional<Drop> drop = cpe.script().takeDrop(rpc);
        if (drop.filter(Drop.BEFORE_RPC::equals).isPresent()) {
            throw new SessionFailed("connection dropped before " + rpc + ", as scripted");
        }
        CwmpMessage answer = answer(request, broken);
        runtime.pause(cpe.script().responseDelay(rpc));
        if (drop.filter(Drop.INSTEAD_OF_ANSWER::equals).isPresent()) {
            throw new SessionFailed("connection dropped instead of answering " + rpc + ", as scripted");
        }
        cpe.observations().answered(answer);
        boolean mute = request instanceof UnknownRequest
                && runtime.options().quirks().contains(Quirk.EMPTY_POST_FOR_UNKNOWN_RPC);
        byte[] body = mute ? NOTHING : runtime.soap().write(Envelope.of(namespace, question.id(), answer));
        if (drop.isPresent()) {
            client.postAndLeave(body);
            throw new SessionFailed("connection dropped after answering " + rpc + ", as scripted");
        }
        return body;
    }

    private CwmpMessage answer(CwmpRequest request, Optional<String> broken) {
        if (broken.isPresent()) {
            violation(request.name() + ": " + broken.get());
            return FaultCode.INVALID_ARGUMENTS.fault(broken.get());
        }
        OptionalInt scripted = cpe.script().takeFault(request.name());
        if (scripted.isPresent()) {
            int code = scripted.getAsInt();
            return FaultCode.of(code).map(FaultCode::fault).orElseGet(() -> new CwmpFault(code, "scripted fault"));
        }
        try {
            return cpe.rpcs().answer(request);
        } catch (RpcRefused refused) {
            return refused.fault();
        }
    }

    private Envelope read(HttpReply reply) throws SessionFailed {
        try {
            return runtime.soap().read(reply.body());
        } catch (MalformedMessage malformed) {
            violation(malformed.getMessage());
            throw new SessionFailed("the ACS sent what cannot be read: " + malformed.getMessage());
        }
    }

    /** In what an envelope breaks the protocol: content type, schema, namespace. */
    private Optional<String> broken(HttpReply reply, Envelope envelope) {
        String contentType = reply.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("text/xml")) {
            violation("an envelope has the Content-Type \"" + contentType + "\", not text/xml");
        }
        if (!envelope.namespace().equals(namespace)) {
            return Optional.of("the namespace is " + envelope.namespace() + ", not " + namespace);
        }
        return envelope.body() instanceof UnknownRequest || envelope.body() instanceof VendorMessage
                ? Optional.empty()
                : runtime.soap().violation(reply.body());
    }

    private HttpReply post(byte[] body) throws IOException, SessionFailed {
        HttpReply reply = client.post(body);
        if (reply.status() != 200 && reply.status() != 204) {
            throw new SessionFailed("the ACS answered with the HTTP status " + reply.status());
        }
        return reply;
    }

    private void violation(String message) {
        cpe.observations().violated(message);
    }
}
