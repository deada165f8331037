package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.UnknownTime;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.CancelTransferResponse;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.ChangeDUStateResponse;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.DownloadResponse;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.FactoryResetResponse;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.RebootResponse;
import org.viaduct.cwmp.rpc.TransferComplete;
import org.viaduct.cwmp.rpc.Upload;
import org.viaduct.cwmp.rpc.UploadResponse;

/** A CWMP session, message by message, in the hands of a test. */
final class DrivenSession {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private SessionParticipant participant;
    private final CwmpSession session;
    private Call open;

    /** @param events event codes, each with a CommandKey behind a colon where it has one */
    DrivenSession(SessionParticipant participant, CpeId cpe, String... events) {
        this.participant = participant;
        session = new CwmpSession(
                "session-" + COUNT.incrementAndGet(),
                cpe,
                "urn:dslforum-org:cwmp-1-2",
                Bench.loopback(),
                Instant.now());
        participant.informed(session, inform(cpe, "1.0", events));
    }

    static Inform inform(CpeId cpe, String softwareVersion, String... events) {
        List<EventStruct> structs = Arrays.stream(events)
                .map(event -> event.split(":", 2))
                .map(parts -> new EventStruct(parts[0], parts.length == 2 ? parts[1] : ""))
                .toList();
        return new Inform(
                new DeviceIdStruct("Acme", cpe.oui(), cpe.productClass(), cpe.serialNumber()),
                structs,
                1,
                Instant.now(),
                0,
                List.of(
                        new ParameterValueStruct("Device.DeviceInfo.HardwareVersion", "2"),
                        new ParameterValueStruct("Device.DeviceInfo.SoftwareVersion", softwareVersion)));
    }

    /** Goes on with the participant that has taken the place of the one before. */
    DrivenSession with(SessionParticipant updated) {
        participant = updated;
        return this;
    }

    boolean mayCall() {
        return participant.mayCall(session);
    }

    Optional<CwmpRequest> next() {
        boolean asked = mayCall();
        Optional<Call> call = participant.next(session);
        assertThat(asked || call.isEmpty())
                .describedAs("whoever is not asked has nothing to call")
                .isTrue();
        open = call.orElse(null);
        return call.map(Call::request);
    }

    CwmpRequest nextCall() {
        return next().orElseThrow(() -> new AssertionError("nothing waits for this CPE"));
    }

    /** The CPE answers as it does when all is well and, of a transfer, nothing is done yet. */
    void accept() {
        CwmpRequest request = open.request();
        if (request instanceof Download) {
            answer(new DownloadResponse(1, UnknownTime.INSTANT, UnknownTime.INSTANT));
        } else if (request instanceof Upload) {
            answer(new UploadResponse(1, UnknownTime.INSTANT, UnknownTime.INSTANT));
        } else if (request instanceof Reboot) {
            answer(new RebootResponse());
        } else if (request instanceof ChangeDUState) {
            answer(new ChangeDUStateResponse());
        } else if (request instanceof CancelTransfer) {
            answer(new CancelTransferResponse());
        } else {
            answer(new FactoryResetResponse());
        }
    }

    void answer(CwmpResponse response) {
        participant.answered(session, open, new CwmpOutcome.Success(response));
        open = null;
    }

    void fault(int code) {
        participant.answered(session, open, new CwmpOutcome.Faulted(new CwmpFault(code, "says the CPE")));
        open = null;
    }

    void breakOff(Delivery delivery) {
        participant.unanswered(session, open, delivery);
        open = null;
    }

    Reception receive(CwmpRequest request) {
        return participant.received(session, request);
    }

    Reception transferComplete(String commandKey, int faultCode) {
        return receive(new TransferComplete(
                commandKey, new FaultStruct(faultCode, ""), UnknownTime.INSTANT, UnknownTime.INSTANT));
    }

    /** The session ends as it should: with nothing left to say. */
    void end() {
        if (open != null) {
            throw new AssertionError(open + " is unanswered");
        }
    }
}
