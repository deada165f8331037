package org.viaduct.remote.dosgi;

import static org.osgi.service.remoteserviceadmin.RemoteConstants.ENDPOINT_ID;
import static org.osgi.service.remoteserviceadmin.RemoteConstants.SERVICE_IMPORTED_CONFIGS;
import static org.osgi.service.remoteserviceadmin.RemoteConstants.SERVICE_INTENTS;

import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.remoteserviceadmin.EndpointDescription;
import org.osgi.service.remoteserviceadmin.EndpointEvent;
import org.osgi.service.remoteserviceadmin.EndpointEventListener;
import org.viaduct.remote.CoreResource;
import org.viaduct.remote.FaultResource;
import org.viaduct.remote.GatewayResource;

/**
 * Discovery from a setting: announces the remote services that the {@code peer} has. Those that somebody here is interested
 * in are imported; whether the peer is running is another question.
 */
@Component(
        service = {},
        immediate = true)
public final class PeerDiscovery {

    private static final String CONFIG_TYPE = "org.apache.cxf.rs";
    private static final String ADDRESS = "org.apache.cxf.rs.address";
    private static final Map<Class<?>, String> PATHS = Map.of(
            CoreResource.class, "remote/core/cwmp",
            GatewayResource.class, "remote/gateway/client",
            FaultResource.class, "remote/faults/tables");

    private final List<EndpointDescription> endpoints;

    @Activate
    public PeerDiscovery(@Reference RemoteSettings settings) {
        endpoints = settings.peer().stream()
                .flatMap(peer -> PATHS.entrySet().stream().map(path -> endpoint(peer, path.getKey(), path.getValue())))
                .toList();
    }

    private static EndpointDescription endpoint(URI peer, Class<?> type, String path) {
        String address = peer.resolve(path).toString();
        return new EndpointDescription(Map.of(
                Constants.OBJECTCLASS,
                new String[] {type.getName()},
                ENDPOINT_ID,
                address,
                ADDRESS,
                address,
                SERVICE_IMPORTED_CONFIGS,
                new String[] {CONFIG_TYPE},
                SERVICE_INTENTS,
                new String[] {RemoteIntent.NAME}));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(EndpointEventListener listener, Map<String, Object> properties) {
        tell(EndpointEvent.ADDED, listener, properties);
    }

    void updatedListener(EndpointEventListener listener, Map<String, Object> properties) {
        tell(EndpointEvent.ADDED, listener, properties);
    }

    void removeListener(EndpointEventListener listener, Map<String, Object> properties) {
        tell(EndpointEvent.REMOVED, listener, properties);
    }

    private void tell(int what, EndpointEventListener listener, Map<String, Object> properties) {
        for (EndpointDescription endpoint : endpoints) {
            scopes(properties.get(EndpointEventListener.ENDPOINT_LISTENER_SCOPE))
                    .filter(endpoint::matches)
                    .findFirst()
                    .ifPresent(scope -> listener.endpointChanged(new EndpointEvent(what, endpoint), scope));
        }
    }

    private static Stream<String> scopes(Object property) {
        Stream<?> values = property instanceof Object[] array
                ? Arrays.stream(array)
                : property instanceof Collection<?> several ? several.stream() : Optional.ofNullable(property).stream();
        return values.map(String::valueOf);
    }
}
