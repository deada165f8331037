package org.viaduct.cwmp.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.viaduct.cwmp.api.ConnectionRequester;
import org.viaduct.cwmp.api.ConnectionRequester.Suitability;
import org.viaduct.cwmp.api.ConnectionTarget;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;

/** The ways of asking one device to connect, tried in turn until one has not failed. */
final class Requesters {

    private final ConnectionTarget target;
    private final Deque<ConnectionRequester> untried;
    private final List<String> failures = new ArrayList<>();

    /** @param present in the order of their service ranking, lowest first, as Declarative Services gives them */
    Requesters(List<ConnectionRequester> present, ConnectionTarget target) {
        this.target = target;
        List<ConnectionRequester> suitable = new ArrayList<>(present);
        Collections.reverse(suitable);
        suitable.removeIf(each -> each.suits(target.device()) == Suitability.NONE);
        suitable.sort(Comparator.comparing(each -> each.suits(target.device())));
        untried = new ArrayDeque<>(suitable);
    }

    CompletionStage<WakeResult> request() {
        ConnectionRequester next = untried.poll();
        if (next == null) {
            return CompletableFuture.completedFuture(
                    failures.isEmpty()
                            ? new WakeResult(Outcome.BUSY, "what makes connection requests is not there at present")
                            : new WakeResult(Outcome.FAILED, String.join("; ", failures)));
        }
        return next.request(target).thenCompose(this::orNext);
    }

    private CompletionStage<WakeResult> orNext(WakeResult result) {
        if (result.outcome() != Outcome.FAILED) {
            return CompletableFuture.completedFuture(result);
        }
        failures.add(result.detail());
        return request();
    }
}
