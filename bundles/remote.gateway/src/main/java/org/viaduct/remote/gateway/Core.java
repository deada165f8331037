package org.viaduct.remote.gateway;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.viaduct.remote.Absence;
import org.viaduct.remote.CoreResource;
import org.viaduct.remote.Problem;
import org.viaduct.store.StoreUnavailableException;

/** The core, as far as it answers. A service inside this bundle only. */
@Component(service = Core.class)
public final class Core {

    private final AtomicLong losses = new AtomicLong();
    private final Silences silences = new Silences();

    private final Absence absence;
    private volatile @Nullable CoreResource resource;

    @Activate
    public Core(BundleContext context) {
        absence = new Absence(context, "core");
    }

    @Reference(
            target = "(service.imported=*)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void setResource(CoreResource imported, Map<String, Object> properties) {
        absence.at(properties);
        resource = imported;
    }

    void unsetResource(CoreResource leaving) {
        if (resource == leaving) {
            resource = null;
        }
    }

    @Deactivate
    void close() {
        absence.end();
    }

    /**
     * What the core answers.
     *
     * @throws StoreUnavailableException when it does not: CPEs are to come again
     */
    <T> T ask(Function<CoreResource, T> question) {
        CoreResource present = resource;
        if (present == null) {
            absence.unknown();
            throw new StoreUnavailableException("No core is known: set peer in org.viaduct.remote.cfg");
        }
        try {
            T answer = Problem.ask("core", () -> question.apply(present));
            absence.end();
            return answer;
        } catch (StoreUnavailableException away) {
            absence.because(away);
            throw away;
        }
    }

    void tell(Consumer<CoreResource> news) {
        ask(core -> {
            news.accept(core);
            return true;
        });
    }

    /** The sessions in which it has nothing to call. */
    Silences silences() {
        return silences;
    }

    /** Something that the core said, or would have, was lost: it has to say again whom it seeks. */
    void lost() {
        losses.incrementAndGet();
    }

    /** How often something was. */
    long losses() {
        return losses.get();
    }
}
