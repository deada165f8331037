package org.viaduct.remote.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CpeAuthentication;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.HttpCall;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.api.Verdict;
import org.viaduct.cwmp.api.Verdict.Denied;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.remote.CoreResource;
import org.viaduct.remote.core.Participants.Named;
import org.viaduct.store.StoreUnavailableException;

/**
 * Device records, authentication and session participants, for the gateway: {@code /remote/core/cwmp}. A call that goes to the
 * gateway says in its id whose it is: {@code interworking/…}.
 */
@Component(
        immediate = true,
        property = {
            "service.exported.interfaces=org.viaduct.remote.CoreResource",
            "service.exported.configs=org.apache.cxf.rs",
            "service.exported.intents=viaduct",
            "org.apache.cxf.rs.httpservice.context=/remote/core",
            "org.apache.cxf.rs.address=/cwmp"
        })
public final class Core implements CoreResource {

    private static final Logger LOG = LoggerFactory.getLogger(Core.class);
    private static final Set<String> REQUIRED = Set.of("interworking", "devices");
    private static final int LONGEST_LIST = 1_000;
    private static final char OF = '/';

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Devices devices;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable CpeAuthentication authentication;

    private final Participants participants;

    @Activate
    public Core() {
        this(Duration.ofSeconds(5));
    }

    /** @param patience how long those are waited for that must take part in sessions */
    Core(Duration patience) {
        participants = new Participants(REQUIRED, patience);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addParticipant(SessionParticipant participant, Map<String, Object> properties) {
        participants.put(participant, properties);
    }

    void updatedParticipant(SessionParticipant participant, Map<String, Object> properties) {
        participants.put(participant, properties);
    }

    void removeParticipant(SessionParticipant participant, Map<String, Object> properties) {
        participants.remove(properties);
    }

    private static <T> T present(@Nullable T service, String name) {
        if (service == null) {
            throw new StoreUnavailableException("Not running at present: " + name);
        }
        return service;
    }

    @Override
    public Verdict admit(HttpCall call) {
        return present(authentication, "authentication").admit(call);
    }

    @Override
    public Answer<Optional<Denied>> refuses(Identity identity) {
        return new Answer<>(present(authentication, "authentication")
                .refuses(identity.sender(), identity.cpe(), identity.bootstrap(), identity.remote()));
    }

    @Override
    public void noted(Noted noted) {
        present(devices, "devices").noted(noted.cpe(), noted.values());
    }

    @Override
    public List<Device> devices(@Nullable String after, int limit) {
        return present(devices, "devices")
                .list(Optional.ofNullable(after).map(CpeId::parse), Math.min(limit, LONGEST_LIST));
    }

    @Override
    public Answer<Optional<Device>> device(String cpe) {
        return new Answer<>(present(devices, "devices").find(CpeId.parse(cpe)));
    }

    @Override
    public List<Credentials> credentials(String cpe) {
        return present(devices, "devices").connectionRequestCredentials(CpeId.parse(cpe));
    }

    @Override
    public List<WaitingCall> waiting(String cpe) {
        CpeId id = CpeId.parse(cpe);
        return participants.complete().stream()
                .flatMap(each -> each.service().waiting(id).stream())
                .toList();
    }

    @Override
    public void unreachable(Unreachable unreachable) {
        for (Named participant : participants.present()) {
            try {
                participant.service().unreachable(unreachable.cpe(), unreachable.detail());
            } catch (RuntimeException failed) {
                LOG.warn(
                        "The session participant {} could not note that {} cannot be reached: {}",
                        participant.name(),
                        unreachable.cpe(),
                        failed.toString());
            }
        }
    }

    @Override
    public Heard opened(Opened opened) {
        CwmpSession session = opened.session();
        List<Named> heard = participants.complete();
        heard.forEach(each -> each.service().informed(session, opened.inform()));
        return new Heard(heard.stream().anyMatch(each -> each.service().mayCall(session)));
    }

    @Override
    public Answer<Reception> received(Received received) {
        return new Answer<>(participants.complete().stream()
                .map(each -> each.service().received(received.session(), received.request()))
                .filter(each -> each != Reception.NOT_MINE)
                .findFirst()
                .orElse(Reception.NOT_MINE));
    }

    @Override
    public Answer<Optional<Call>> next(CwmpSession session) {
        return new Answer<>(
                participants.complete().stream()
                        .flatMap(each -> each
                                .service()
                                .next(session)
                                .map(call -> new Call(each.name() + OF + call.id(), call.request()))
                                .stream())
                        .findFirst());
    }

    @Override
    public void answered(Answered answered) {
        owner(answered.call()).answered(answered.session(), own(answered.call()), answered.outcome());
    }

    @Override
    public void unanswered(Unanswered unanswered) {
        owner(unanswered.call()).unanswered(unanswered.session(), own(unanswered.call()), unanswered.delivery());
    }

    private SessionParticipant owner(Call call) {
        return participants.named(call.id().substring(0, separator(call)));
    }

    private static Call own(Call call) {
        return new Call(call.id().substring(separator(call) + 1), call.request());
    }

    private static int separator(Call call) {
        int separator = call.id().indexOf(OF);
        if (separator < 0) {
            throw new IllegalArgumentException("The call " + call.id() + " does not say whose it is");
        }
        return separator;
    }
}
