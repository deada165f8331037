package org.viaduct.shell.cwmp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.WakeResult;

/** A client whose connection requests all end in the same way. */
record FakeClient(WakeResult.Outcome outcome, String detail) implements CwmpClient {
    @Override
    public CompletionStage<WakeResult> wake(CpeId cpe) {
        return CompletableFuture.completedFuture(new WakeResult(outcome, detail));
    }

    @Override
    public void seek(CpeId cpe, boolean bulk) {
        throw new UnsupportedOperationException();
    }
}
