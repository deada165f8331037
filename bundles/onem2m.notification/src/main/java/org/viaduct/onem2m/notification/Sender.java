package org.viaduct.onem2m.notification;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.viaduct.notification.NotifierStoppedException;

/** Sends one Notify request primitive, once. */
interface Sender {

    /**
     * @param requestId the same each time the same notification is sent
     * @return empty when the target took it, else a clause that says why not. Completes exceptionally only with {@link
     *     NotifierStoppedException}, for what had no answer when this was stopped
     */
    CompletionStage<Optional<String>> send(String target, String from, String requestId, byte[] content);
}
