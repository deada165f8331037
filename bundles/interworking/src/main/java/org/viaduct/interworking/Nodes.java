package org.viaduct.interworking;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.interworking.command.Wording;
import org.viaduct.onem2m.NodeId;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** Keeps a {@code <node>} with a [deviceInfo] for each CPE (TS-0006 6.1, 7.1). */
final class Nodes {

    /** ty of {@code <node>}. */
    static final int NODE = 14;

    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
    private static final String DEVICE_INFO = "deviceInfo";
    private static final long DEVICE_INFO_DEFINITION = 1007;
    private static final int ATTEMPTS = 5;

    private final Presence<Resources> resources;
    private final Presence<Store> store;
    private final Clock clock;

    Nodes(Presence<Resources> resources, Presence<Store> store, Clock clock) {
        this.resources = resources;
        this.store = store;
        this.clock = clock;
    }

    /** A label has no blanks (TS-0004 6.3.3). */
    private static String label(String text) {
        return text.replaceAll("\\s+", "_");
    }

    /**
     * Returns when the CPE's resources are as its Inform says.
     *
     * @throws RuntimeException when they cannot be stored
     */
    void informed(Inform inform) {
        for (int attempt = 1; ; attempt++) {
            try {
                update(inform);
                return;
            } catch (ConflictException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw new StoreUnavailableException("The <node> of a CPE changes all the time", overtaken);
                }
            }
        }
    }

    private void update(Inform inform) {
        DeviceIdStruct device = inform.deviceId();
        String nodeId = device.cpeId().value();
        String name = new NodeId(nodeId).resourceName();
        Store present = store.get();
        ResourceId base = resources.get().cseBase();
        Optional<Resource> node = present.child(base, name);
        Map<String, Object> reported = reported(inform);
        if (node.isEmpty()) {
            create(present, base, device, reported);
            return;
        }
        if (node.get().type() != NODE) {
            LOG.warn("{} has no <node>, for another resource has the name {}", nodeId, name);
            return;
        }
        Optional<Resource> info = present.child(node.get().id(), DEVICE_INFO);
        if (info.isEmpty()) {
            present.apply(Change.builder()
                    .create(deviceInfo(node.get(), device, reported))
                    .build());
            return;
        }
        Map<String, Object> changes = new LinkedHashMap<>(reported);
        changes.entrySet()
                .removeIf(entry -> Objects.equals(info.get().attributes().get(entry.getKey()), entry.getValue()));
        if (!changes.isEmpty()) {
            present.apply(Change.builder()
                    .update(info.get().with(changes, clock.instant()))
                    .build());
            LOG.info("{} informs with new {}", nodeId, Wording.printable(changes.toString()));
        }
    }

    private void create(Store present, ResourceId base, DeviceIdStruct device, Map<String, Object> reported) {
        Resource parent = present.find(base)
                .orElseThrow(() -> new StoreUnavailableException("The CSEBase " + base + " is not there yet"));
        String nodeId = device.cpeId().value();
        List<String> labels = device.productClass().isEmpty()
                ? List.of("tr-069", label(device.oui()))
                : List.of("tr-069", label(device.oui()), label(device.productClass()));
        Resource node = resources
                .get()
                .draft(
                        parent,
                        Optional.of(new NodeId(nodeId).resourceName()),
                        "m2m:nod",
                        Map.of("ni", nodeId, "lbl", labels));
        present.apply(Change.builder()
                .create(node)
                .create(deviceInfo(node, device, reported))
                .build());
        LOG.info("{} has become {}", nodeId, resources.get().addressOf(node));
    }

    private Resource deviceInfo(Resource node, DeviceIdStruct device, Map<String, Object> reported) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("mgd", DEVICE_INFO_DEFINITION);
        attributes.put("dlb", device.serialNumber());
        attributes.put("man", device.manufacturer().isEmpty() ? device.oui() : device.manufacturer());
        attributes.put("mod", device.productClass());
        attributes.put("dty", device.productClass());
        attributes.putAll(reported);
        return resources.get().draft(node, Optional.of(DEVICE_INFO), "m2m:dvi", attributes);
    }

    /** What an Inform may say anew each time; what it leaves out stays. */
    private static Map<String, Object> reported(Inform inform) {
        Map<String, String> parameters = inform.parameterList().stream()
                .filter(parameter -> !parameter.value().isEmpty())
                .collect(Collectors.toMap(
                        parameter -> withoutRoot(parameter.name()),
                        ParameterValueStruct::value,
                        (first, second) -> first));
        Map<String, Object> reported = new LinkedHashMap<>();
        Map.of(
                        "hwv", "DeviceInfo.HardwareVersion",
                        "swv", "DeviceInfo.SoftwareVersion",
                        "fwv", "DeviceInfo.SoftwareVersion",
                        "mod", "DeviceInfo.ModelName")
                .forEach((attribute, parameter) -> Optional.ofNullable(parameters.get(parameter))
                        .ifPresent(value -> reported.put(attribute, value)));
        return reported;
    }

    /** The path behind {@code Device.} or {@code InternetGatewayDevice.}. */
    private static String withoutRoot(String path) {
        return path.substring(path.indexOf('.') + 1);
    }
}
