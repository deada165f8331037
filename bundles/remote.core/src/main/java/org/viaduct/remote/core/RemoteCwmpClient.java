package org.viaduct.remote.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;
import org.viaduct.remote.GatewayResource.Sought;
import org.viaduct.remote.GatewayResource.Woken;
import org.viaduct.store.StoreUnavailableException;

/**
 * The CWMP client of the gateway. Whom it is to seek is told in batches by a thread of its own; when that fails this client
 * goes away, and whoever waits for CPEs seeks them anew with the next.
 */
@Component
public final class RemoteCwmpClient implements CwmpClient {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteCwmpClient.class);
    private static final int BATCH = 500;
    private static final int WAKING = 8;
    private static final int WAITING_TO_WAKE = 1_000;

    private final PresentGateway gateway;
    private final ExecutorService teller =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "viaduct-gateway-seek"));
    private final ThreadPoolExecutor wakers = new ThreadPoolExecutor(
            WAKING,
            WAKING,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING_TO_WAKE),
            task -> new Thread(task, "viaduct-gateway-wake"));

    /** One entry for each CPE, so no more than there are. */
    private final Map<CpeId, Boolean> sought = new LinkedHashMap<>();

    private boolean telling;

    @Activate
    public RemoteCwmpClient(@Reference PresentGateway gateway) {
        this.gateway = gateway;
        wakers.allowCoreThreadTimeOut(true);
    }

    @Deactivate
    void close() {
        teller.shutdownNow();
        wakers.shutdownNow();
    }

    @Override
    public void seek(CpeId cpe, boolean bulk) {
        synchronized (sought) {
            sought.merge(cpe, bulk, Boolean::logicalAnd);
            if (telling || teller.isShutdown()) {
                return;
            }
            telling = true;
        }
        teller.execute(this::tell);
    }

    private void tell() {
        try {
            for (List<Sought> batch = batch(); !batch.isEmpty(); batch = batch()) {
                List<Sought> next = batch;
                gateway.tell(there -> there.seek(next));
            }
        } catch (StoreUnavailableException away) {
            LOG.debug("The gateway was not told whom it is to seek", away);
        }
    }

    private List<Sought> batch() {
        synchronized (sought) {
            List<Sought> batch = new ArrayList<>(Math.min(BATCH, sought.size()));
            Iterator<Map.Entry<CpeId, Boolean>> all = sought.entrySet().iterator();
            while (all.hasNext() && batch.size() < BATCH) {
                Map.Entry<CpeId, Boolean> first = all.next();
                batch.add(new Sought(first.getKey(), first.getValue()));
                all.remove();
            }
            telling = !batch.isEmpty();
            return batch;
        }
    }

    @Override
    public CompletionStage<WakeResult> wake(CpeId cpe) {
        try {
            return CompletableFuture.supplyAsync(() -> gateway.ask(there -> there.wake(new Woken(cpe))), wakers)
                    .exceptionally(failure -> new WakeResult(Outcome.BUSY, "the gateway does not answer"));
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(
                    new WakeResult(Outcome.BUSY, "too many connection requests wait for the gateway"));
        }
    }
}
