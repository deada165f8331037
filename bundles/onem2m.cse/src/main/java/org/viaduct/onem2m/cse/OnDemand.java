package org.viaduct.onem2m.cse;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * A service that is got when it is first needed. Those who serve the CSE need the CSE: to get them while it is being
 * activated would be a circle.
 */
final class OnDemand<T> implements Supplier<Optional<T>> {

    private final ComponentServiceObjects<T> objects;
    private volatile @Nullable T service;

    OnDemand(ComponentServiceObjects<T> objects) {
        this.objects = objects;
    }

    /** Empty when it has just gone. */
    @Override
    public Optional<T> get() {
        T got = service;
        if (got == null) {
            got = present();
            service = got;
        }
        return Optional.ofNullable(got);
    }

    private @Nullable T present() {
        try {
            return objects.getService();
        } catch (IllegalStateException stopped) {
            return null;
        }
    }
}
