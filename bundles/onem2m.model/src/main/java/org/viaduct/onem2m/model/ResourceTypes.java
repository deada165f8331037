package org.viaduct.onem2m.model;

import java.net.URL;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Hashtable;
import java.util.List;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.type.ResourceType;

/**
 * Publishes each resource type as a service. The CSEBase comes last and goes first, so that whoever sees it sees the other
 * types too.
 */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.viaduct.onem2m.type.ResourceType\"")
@Component(
        service = {},
        immediate = true)
public final class ResourceTypes {

    private static final Logger LOG = LoggerFactory.getLogger(ResourceTypes.class);

    private final Deque<ServiceRegistration<ResourceType>> registrations = new ArrayDeque<>();

    @Activate
    public ResourceTypes(BundleContext context) {
        Bundle bundle = context.getBundle();
        List<URL> files = Collections.list(bundle.findEntries("types", "*.json", false));
        ResourceModel model = new ResourceModel(
                bundle.getEntry("shared/datatypes.json"), bundle.getEntry("shared/common.json"), files);
        for (ResourceType type : model.types()) {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(ResourceType.ROOT, type.root());
            properties.put(ResourceType.TY, type.type());
            registrations.push(context.registerService(ResourceType.class, type, properties));
        }
        LOG.debug("{} resource types are published", registrations.size());
    }

    @Deactivate
    public void withdraw() {
        while (!registrations.isEmpty()) {
            registrations.pop().unregister();
        }
    }
}
