package org.viaduct.cwmp.queue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.secrets.Resealing;
import org.viaduct.secrets.SealedValues;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/** Seals the requests and answers anew when the key is rotated. Whoever changes such an entry meanwhile reads it again. */
@Component(property = SealedValues.OWNER + "=cwmp.queue")
public final class CallsResealing implements SealedValues {

    private final Store store;

    @Activate
    public CallsResealing(@Reference Store store) {
        this.store = store;
    }

    @Override
    public int reseal(Secrets secrets) {
        return Resealing.bucket(store, Ledger.CALLS, entry -> request(secrets, entry))
                + Resealing.bucket(store, Ledger.ANSWERS, entry -> answer(secrets, entry));
    }

    private static Optional<byte[]> request(Secrets secrets, Entry entry) {
        CallRecord call = CallRecord.decode(entry.key(), entry.value());
        return secrets.reseal(call.sealedRequest(), Views.requestOf(call.id()))
                .map(text -> call.sealed(text).encode());
    }

    private static Optional<byte[]> answer(Secrets secrets, Entry entry) {
        return secrets.reseal(new String(entry.value(), StandardCharsets.UTF_8), Views.answerTo(entry.key()))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
