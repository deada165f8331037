package org.viaduct.cwmp.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CpeAuthentication;
import org.viaduct.cwmp.api.HttpCall;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.cwmp.api.Verdict;
import org.viaduct.cwmp.api.Verdict.Admitted;
import org.viaduct.cwmp.api.Verdict.Denied;

/** Lets everybody in, or those only whose Authorization the test has told. */
final class ScriptedAuthentication implements CpeAuthentication {

    private final Map<String, Sender> senders = new ConcurrentHashMap<>();
    private volatile boolean open = true;
    private volatile Duration delay = Duration.ZERO;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /** From now on only who sends the header gets in, as this sender. */
    void admit(String authorization, Sender sender) {
        open = false;
        senders.put(authorization, sender);
    }

    void delayRefusals(Duration time) {
        delay = time;
    }

    void failWith(RuntimeException thrown) {
        failure = Optional.of(thrown);
    }

    @Override
    public Verdict admit(HttpCall call) {
        failure.ifPresent(thrown -> {
            throw thrown;
        });
        if (open) {
            return new Admitted(new Sender.Anonymous());
        }
        return call.authorization().stream()
                .flatMap(shown -> Optional.ofNullable(senders.get(shown)).stream())
                .<Verdict>map(Admitted::new)
                .findFirst()
                .orElseGet(() -> new Denied(401, List.of("Digest a", "Digest b"), "no", delay));
    }

    @Override
    public Optional<Denied> refuses(Sender sender, CpeId cpe, boolean bootstrap, InetAddress remote) {
        return sender.mayBe(cpe) ? Optional.empty() : Optional.of(new Denied(403, List.of(), "not you", delay));
    }
}
