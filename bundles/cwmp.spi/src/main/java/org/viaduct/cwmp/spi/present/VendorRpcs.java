package org.viaduct.cwmp.spi.present;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.codec.RpcDescription;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.Vocabulary;
import org.viaduct.cwmp.spi.VendorAcsMethod;
import org.viaduct.cwmp.spi.VendorRpc;

/** The RPCs of the vendor bundles that are present. Thread-safe; readers do not lock. */
public final class VendorRpcs implements Vocabulary {

    private static final Logger LOG = LoggerFactory.getLogger(VendorRpcs.class);
    private static final Pattern NAME = Pattern.compile("X_[0-9A-F]{6}_[A-Za-z0-9_]{1,64}");
    private static final String RESPONSE = "Response";

    private final Ranked<VendorRpc> present = new Ranked<>();
    private volatile Map<String, Shape<? extends CwmpMessage>> shapes = Map.of();
    private volatile Map<String, VendorRpc> rpcs = Map.of();

    /** An RPC came, or its properties changed. One with another name than a vendor's RPC may have is left out. */
    public synchronized void put(VendorRpc rpc, Map<String, ?> properties) {
        String request;
        String response;
        try {
            request = rpc.request().name();
            response = rpc.response().name();
        } catch (RuntimeException broken) {
            LOG.warn("An RPC of a vendor is left out, for it does not say what it looks like: {}", broken.toString());
            return;
        }
        if (!NAME.matcher(request).matches() || request.endsWith(RESPONSE) || !response.equals(request + RESPONSE)) {
            LOG.warn(
                    "The RPC {} with {} is left out: it must be named X_<OUI>_<name>, its response the same and {}",
                    request,
                    response,
                    RESPONSE);
            return;
        }
        present.put(rpc, properties);
        publish();
    }

    public synchronized void remove(Map<String, ?> properties) {
        present.remove(properties);
        publish();
    }

    private void publish() {
        Map<String, VendorRpc> byName = new HashMap<>();
        Map<String, Shape<? extends CwmpMessage>> byElement = new HashMap<>();
        for (VendorRpc rpc : present.all()) {
            if (byName.putIfAbsent(rpc.request().name(), rpc) == null) {
                byElement.put(rpc.request().name(), rpc.request());
                byElement.put(rpc.response().name(), rpc.response());
            }
        }
        shapes = Map.copyOf(byElement);
        rpcs = Map.copyOf(byName);
    }

    @Override
    public Optional<Shape<? extends CwmpMessage>> named(String element) {
        return Optional.ofNullable(shapes.get(element));
    }

    /** What a CPE may call, by name. */
    public Optional<VendorAcsMethod<?>> acsMethod(String name) {
        return rpcs.get(name) instanceof VendorAcsMethod<?> method ? Optional.of(method) : Optional.empty();
    }

    public List<String> acsMethods() {
        return rpcs.entrySet().stream()
                .filter(rpc -> rpc.getValue() instanceof VendorAcsMethod)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The RPCs that a CPE may be asked to carry out: those of CWMP, and those of vendors. */
    public List<RpcDescription> cpeMethods() {
        return Stream.concat(
                        RpcDescription.cpeMethods().stream(),
                        rpcs.values().stream()
                                .filter(rpc -> !(rpc instanceof VendorAcsMethod))
                                .map(rpc -> RpcDescription.of(rpc.request())))
                .toList();
    }

    /** One of the {@link #cpeMethods()}. */
    public Optional<RpcDescription> cpeMethod(String name) {
        return cpeMethods().stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
