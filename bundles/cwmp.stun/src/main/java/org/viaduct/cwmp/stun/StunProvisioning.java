package org.viaduct.cwmp.stun;

import static org.viaduct.cwmp.stun.ManagementServer.NAT_DETECTED;
import static org.viaduct.cwmp.stun.ManagementServer.STUN_ENABLE;
import static org.viaduct.cwmp.stun.ManagementServer.STUN_KEEP_ALIVE_MAX;
import static org.viaduct.cwmp.stun.ManagementServer.STUN_KEEP_ALIVE_MIN;
import static org.viaduct.cwmp.stun.ManagementServer.STUN_PASSWORD;
import static org.viaduct.cwmp.stun.ManagementServer.STUN_SERVER_ADDRESS;
import static org.viaduct.cwmp.stun.ManagementServer.STUN_SERVER_PORT;
import static org.viaduct.cwmp.stun.ManagementServer.STUN_USERNAME;
import static org.viaduct.cwmp.stun.ManagementServer.UDP_ADDRESS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterAttributes;
import org.viaduct.cwmp.rpc.SetParameterAttributesStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;

/**
 * Has CPEs use our STUN listener, and tell by themselves how they are reached (TR-069 G.2.2): at first contact, at every
 * 0 BOOTSTRAP, and when the settings changed. A CPE that refuses is reached as before, and not asked again until then. The
 * name and password for STUN are those of connection requests.
 */
@Component(
        service = SessionParticipant.class,
        property = {SessionParticipant.NAME + "=stun", "service.ranking:Integer=80"})
public final class StunProvisioning implements SessionParticipant {

    /** Noted of a CPE, it has that CPE given everything once more. */
    static final Map<String, String> ANEW = Map.of(STUN_SERVER_PORT, "", STUN_USERNAME, "");

    private static final Logger LOG = LoggerFactory.getLogger(StunProvisioning.class);
    private static final String BOOTSTRAP = "0 BOOTSTRAP";
    private static final String ENABLE = "stun-enable";
    private static final String WATCH = "stun-watch";
    private static final String READ = "stun-read";
    private static final int ACTIVE_NOTIFICATION = 2;
    private static final int MOST = 10_000;

    /**
     * What is to be done in a session.
     *
     * @param call the next one
     * @param noted what is kept of the CPE when all is done
     */
    private record Work(String rootObject, String call, Map<String, String> noted) {

        Work then(String next) {
            return new Work(rootObject, next, noted);
        }

        String path(String parameter) {
            return rootObject + "ManagementServer." + parameter;
        }
    }

    private final StunListener listener;
    /** By session. */
    private final Map<String, Work> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Work> eldest) {
            return size() > MOST;
        }
    };

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable Devices devices;

    @Activate
    public StunProvisioning(@Reference StunListener listener) {
        this.listener = listener;
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        @Nullable Devices known = devices;
        if (!listener.settings().used() || known == null) {
            return;
        }
        Device device = known.find(session.cpe()).orElse(null);
        if (device == null) {
            return;
        }
        String username = ManagementServer.value(device, STUN_USERNAME);
        if (!username.isEmpty()) {
            listener.bindings().reported(username, device.id(), ManagementServer.udpAddress(device));
        }
        boolean bootstrap =
                inform.event().stream().anyMatch(event -> event.eventCode().equals(BOOTSTRAP));
        if (bootstrap || !isProvisioned(device)) {
            synchronized (open) {
                open.put(session.id(), new Work(device.rootObject(), ENABLE, new HashMap<>()));
            }
        }
    }

    private boolean isProvisioned(Device device) {
        StunSettings settings = listener.settings();
        return device.managementServer().containsKey(STUN_ENABLE)
                && ManagementServer.value(device, STUN_SERVER_ADDRESS).equals(settings.serverAddress())
                && ManagementServer.value(device, STUN_SERVER_PORT).equals(Integer.toString(settings.serverPort()));
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        return Reception.NOT_MINE;
    }

    @Override
    public boolean mayCall(CwmpSession session) {
        synchronized (open) {
            return open.containsKey(session.id());
        }
    }

    @Override
    public Optional<Call> next(CwmpSession session) {
        @Nullable Work work;
        synchronized (open) {
            work = open.get(session.id());
        }
        @Nullable Devices known = devices;
        if (work == null || known == null) {
            return Optional.empty();
        }
        return Optional.of(new Call(
                work.call(),
                switch (work.call()) {
                    case ENABLE -> enable(work, known.connectionRequestCredentials(session.cpe()));
                    case WATCH -> watch(work);
                    default -> new GetParameterValues(List.of(work.path(UDP_ADDRESS), work.path(NAT_DETECTED)));
                }));
    }

    private SetParameterValues enable(Work work, List<Credentials> credentials) {
        StunSettings settings = listener.settings();
        String port = Integer.toString(settings.serverPort());
        work.noted().put(STUN_ENABLE, "true");
        work.noted().put(STUN_SERVER_ADDRESS, settings.serverAddress());
        work.noted().put(STUN_SERVER_PORT, port);
        List<ParameterValueStruct> values = new ArrayList<>(List.of(
                new ParameterValueStruct(work.path(STUN_SERVER_ADDRESS), settings.serverAddress()),
                new ParameterValueStruct(work.path(STUN_SERVER_PORT), port, "unsignedInt"),
                new ParameterValueStruct(
                        work.path(STUN_KEEP_ALIVE_MAX), Integer.toString(settings.keepAliveMax()), "int"),
                new ParameterValueStruct(
                        work.path(STUN_KEEP_ALIVE_MIN), Integer.toString(settings.keepAliveMin()), "unsignedInt")));
        credentials.stream().findFirst().ifPresent(each -> {
            work.noted().put(STUN_USERNAME, each.username());
            values.add(new ParameterValueStruct(work.path(STUN_USERNAME), each.username()));
            values.add(new ParameterValueStruct(work.path(STUN_PASSWORD), each.password()));
        });
        values.add(new ParameterValueStruct(work.path(STUN_ENABLE), "true", "boolean"));
        return new SetParameterValues(values, "");
    }

    /** So that the CPE connects by itself when its address in the NAT changes (the notification of G.2.2.2). */
    private static SetParameterAttributes watch(Work work) {
        return new SetParameterAttributes(List.of(active(work.path(UDP_ADDRESS)), active(work.path(NAT_DETECTED))));
    }

    private static SetParameterAttributesStruct active(String parameter) {
        return new SetParameterAttributesStruct(parameter, true, ACTIVE_NOTIFICATION, false, List.of());
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        @Nullable Work work;
        synchronized (open) {
            work = open.remove(session.id());
        }
        if (work == null) {
            return;
        }
        boolean refused = outcome instanceof CwmpOutcome.Faulted;
        if (refused) {
            LOG.debug("CPE {} refuses {}", session.cpe(), call.id());
        }
        switch (call.id()) {
            case ENABLE -> {
                if (refused) {
                    work.noted().put(STUN_ENABLE, "");
                    work.noted().put(STUN_USERNAME, "");
                    note(session.cpe(), work);
                } else {
                    goOn(session, work.then(WATCH));
                }
            }
            case WATCH -> goOn(session, work.then(READ));
            default -> {
                if (outcome instanceof CwmpOutcome.Success success
                        && success.response() instanceof GetParameterValuesResponse read) {
                    read.parameterList().forEach(each -> work.noted()
                            .put(each.name().substring(each.name().lastIndexOf('.') + 1), each.value()));
                }
                note(session.cpe(), work);
            }
        }
    }

    private void goOn(CwmpSession session, Work work) {
        synchronized (open) {
            open.put(session.id(), work);
        }
    }

    private void note(CpeId cpe, Work work) {
        @Nullable Devices known = devices;
        if (known != null) {
            known.noted(cpe, work.noted());
        }
    }

    /** It is all done anew in the next session. */
    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        synchronized (open) {
            open.remove(session.id());
        }
    }
}
