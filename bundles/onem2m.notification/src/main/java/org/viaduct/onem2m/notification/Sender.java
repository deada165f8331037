package org.viaduct.onem2m.notification;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Sends one Notify request primitive, once. */
interface Sender {

    /**
     * @param requestId the same each time the same notification is sent
     * @return empty when the target took it, else a clause that says why not; never completes exceptionally
     */
    CompletionStage<Optional<String>> send(String target, String from, String requestId, byte[] content);
}
