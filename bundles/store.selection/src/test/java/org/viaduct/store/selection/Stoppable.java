package org.viaduct.store.selection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreStoppedException;
import org.viaduct.store.memory.VolatileStore;

/** A backend that can be stopped, and others that hold the same. */
final class Stoppable {

    private final StoreBackend held = new VolatileStore();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** What it holds. */
    StoreBackend held() {
        return held;
    }

    void stop() {
        stopped.set(true);
    }

    /** The service; it refuses when it is stopped. */
    StoreBackend service() {
        return (StoreBackend) Proxy.newProxyInstance(
                StoreBackend.class.getClassLoader(),
                new Class<?>[] {StoreBackend.class},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("equals")
                                ? proxy == arguments[0]
                                : System.identityHashCode(proxy);
                    }
                    if (stopped.get()) {
                        throw new StoreStoppedException();
                    }
                    try {
                        return method.invoke(held, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
