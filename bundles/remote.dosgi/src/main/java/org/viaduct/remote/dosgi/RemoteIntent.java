package org.viaduct.remote.dosgi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.jaxrs.json.JacksonJsonProvider;
import java.util.List;
import java.util.Map;
import org.apache.cxf.dosgi.common.api.IntentsProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.viaduct.cwmp.spi.VendorAcsMethod;
import org.viaduct.cwmp.spi.VendorRpc;
import org.viaduct.cwmp.spi.present.VendorRpcs;
import org.viaduct.remote.json.RemoteJson;

/**
 * The intent {@code viaduct}, which every remote service of ours is exported and imported with: JSON as {@link RemoteJson}
 * has it, with the messages of the vendor bundles that are present, problems told and credentials shown.
 */
@Component(
        service = IntentsProvider.class,
        immediate = true,
        property = "org.apache.cxf.dosgi.IntentName=" + RemoteIntent.NAME)
public final class RemoteIntent implements IntentsProvider {

    static final String NAME = "viaduct";

    private final VendorRpcs vendorRpcs = new VendorRpcs();
    private final ObjectMapper json = RemoteJson.mapper(vendorRpcs);
    private final RemoteSettings settings;

    @Activate
    public RemoteIntent(@Reference RemoteSettings settings) {
        this.settings = settings;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRpc(VendorRpc rpc, Map<String, Object> properties) {
        vendorRpcs.put(rpc, properties);
    }

    void updatedRpc(VendorRpc rpc, Map<String, Object> properties) {
        vendorRpcs.put(rpc, properties);
    }

    void removeRpc(VendorRpc rpc, Map<String, Object> properties) {
        vendorRpcs.remove(properties);
    }

    @Reference(
            service = VendorAcsMethod.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addAcsMethod(VendorAcsMethod<?> method, Map<String, Object> properties) {
        vendorRpcs.put(method, properties);
    }

    void updatedAcsMethod(VendorAcsMethod<?> method, Map<String, Object> properties) {
        vendorRpcs.put(method, properties);
    }

    void removeAcsMethod(VendorAcsMethod<?> method, Map<String, Object> properties) {
        vendorRpcs.remove(properties);
    }

    @Override
    public List<?> getIntents() {
        return List.of(
                new JacksonJsonProvider(json),
                new Problems(),
                new TokenShown(settings.token()),
                new Endpoints(settings));
    }
}
