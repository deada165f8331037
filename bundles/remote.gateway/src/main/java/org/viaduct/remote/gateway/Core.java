package org.viaduct.remote.gateway;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.viaduct.remote.CoreResource;
import org.viaduct.remote.Problem;
import org.viaduct.store.StoreUnavailableException;

/** The core, as far as it answers. A service inside this bundle only. */
@Component(service = Core.class)
public final class Core {

    @Reference(
            target = "(service.imported=*)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable CoreResource resource;

    private final AtomicLong losses = new AtomicLong();
    private final Silences silences = new Silences();

    @Activate
    public Core() {}

    /**
     * What the core answers.
     *
     * @throws StoreUnavailableException when it does not: CPEs are to come again
     */
    <T> T ask(Function<CoreResource, T> question) {
        CoreResource present = resource;
        if (present == null) {
            throw new StoreUnavailableException("No core is known: set peer in org.viaduct.remote.cfg");
        }
        return Problem.ask("core", () -> question.apply(present));
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
