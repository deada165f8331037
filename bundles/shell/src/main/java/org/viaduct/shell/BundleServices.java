package org.viaduct.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The services that a bundle sees, held until closed. Used by one thread. */
public final class BundleServices implements Services, AutoCloseable {

    private final BundleContext context;
    private final List<ServiceReference<?>> held = new ArrayList<>();

    public BundleServices(BundleContext context) {
        this.context = context;
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(context.getServiceReference(type)).flatMap(this::get);
    }

    @Override
    public <T> List<Named<T>> all(Class<T> type, String property) {
        try {
            List<Named<T>> found = new ArrayList<>();
            List<ServiceReference<T>> references = new ArrayList<>(context.getServiceReferences(type, null));
            references.sort(Comparator.reverseOrder());
            for (ServiceReference<T> reference : references) {
                String name = reference.getProperty(property) instanceof String text ? text : "";
                get(reference).ifPresent(service -> found.add(new Named<>(name, service)));
            }
            return found;
        } catch (InvalidSyntaxException noFilterIsInvalid) {
            throw new IllegalStateException(noFilterIsInvalid);
        }
    }

    private <T> Optional<T> get(ServiceReference<T> reference) {
        Optional<T> service = Optional.ofNullable(context.getService(reference));
        if (service.isPresent()) {
            held.add(reference);
        }
        return service;
    }

    @Override
    public void close() {
        held.forEach(context::ungetService);
        held.clear();
    }
}
