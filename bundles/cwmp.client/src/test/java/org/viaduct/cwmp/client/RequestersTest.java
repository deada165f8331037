package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.ConnectionRequester;
import org.viaduct.cwmp.api.ConnectionTarget;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;

class RequestersTest {

    private static final ConnectionTarget TARGET = new ConnectionTarget(
            new Device(
                    new CpeId("00D09E", "GW", "1"),
                    "Acme",
                    "Device.",
                    "urn:dslforum-org:cwmp-1-2",
                    Optional.empty(),
                    Map.of(),
                    "127.0.0.1",
                    Instant.EPOCH),
            List.of(),
            address -> false,
            Duration.ofSeconds(1));

    private final List<String> asked = new ArrayList<>();

    private final class Scripted implements ConnectionRequester {
        private final String name;
        private final Suitability suitability;
        private final Outcome outcome;

        private Scripted(String name, Suitability suitability, Outcome outcome) {
            this.name = name;
            this.suitability = suitability;
            this.outcome = outcome;
        }

        @Override
        public Suitability suits(Device device) {
            return suitability;
        }

        @Override
        public CompletionStage<WakeResult> request(ConnectionTarget target) {
            asked.add(name);
            return CompletableFuture.completedFuture(new WakeResult(outcome, name + " it is"));
        }
    }

    private WakeResult request(ConnectionRequester... lowestRankingFirst) {
        return new Requesters(List.of(lowestRankingFirst), TARGET)
                .request()
                .toCompletableFuture()
                .join();
    }

    @Test
    void the_best_suited_is_asked_first_then_the_others_by_ranking_and_none_that_does_not_suit() {
        WakeResult result = request(
                new Scripted("other", ConnectionRequester.Suitability.POSSIBLE, Outcome.FAILED),
                new Scripted("udp", ConnectionRequester.Suitability.BEST, Outcome.FAILED),
                new Scripted("xmpp", ConnectionRequester.Suitability.NONE, Outcome.ACCEPTED),
                new Scripted("http", ConnectionRequester.Suitability.POSSIBLE, Outcome.FAILED));
        assertThat(asked).containsExactly("udp", "http", "other");
        assertThat(result).isEqualTo(new WakeResult(Outcome.FAILED, "udp it is; http it is; other it is"));
    }

    @Test
    void it_ends_with_the_first_that_does_not_fail() {
        WakeResult result = request(
                new Scripted("http", ConnectionRequester.Suitability.POSSIBLE, Outcome.ACCEPTED),
                new Scripted("udp", ConnectionRequester.Suitability.BEST, Outcome.SENT));
        assertThat(asked).containsExactly("udp");
        assertThat(result.outcome()).isEqualTo(Outcome.SENT);
    }

    @Test
    void while_nothing_can_ask_it_is_worth_trying_again() {
        assertThat(request().outcome()).isEqualTo(Outcome.BUSY);
    }
}
