package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.viaduct.interworking.Bench.refusal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Updated;

class DeadlinesTest {

    @Test
    void waiting_ends_at_its_deadline() {
        Duration brief = Duration.ofMillis(100);
        Duration day = Duration.ofDays(1);
        try (Bench impatient = new Bench(new Settings(day, brief, day, day, 100, Duration.ZERO)).withCpe()) {
            Resource command = impatient.reboot();
            impatient.executeNonBlocking(command).join();
            Resource instance = impatient.onlyInstance(command);
            await().untilAsserted(
                            () -> assertThat(impatient.state(instance)).isEqualTo("FINISHED / STATUS_INTERNAL_ERROR"));
            assertThat(impatient.session().next()).isEmpty();
        }
    }

    @Test
    void pending_ends_at_its_deadline_and_a_later_completion_overwrites() {
        Duration brief = Duration.ofMillis(100);
        Duration day = Duration.ofDays(1);
        try (Bench impatient = new Bench(new Settings(day, day, brief, day, 100, Duration.ZERO)).withCpe()) {
            Resource instance = impatient.pendingDownload(impatient.download());
            await().untilAsserted(
                            () -> assertThat(impatient.state(instance)).isEqualTo("FINISHED / STATUS_INTERNAL_ERROR"));
            impatient.session().transferComplete(CommandKey.keyOf(instance.id()), 9010);
            assertThat(impatient.state(instance)).isEqualTo("FINISHED / STATUS_FILE_TRANSFER_FAILED");
        }
    }

    @Test
    void an_expired_instance_leaves_the_queue_without_an_rpc() {
        try (Bench bench = new Bench().withCpe()) {
            Resource command = bench.reboot();
            CompletableFuture<Updated> execution = bench.execute(command);
            Resource instance = bench.onlyInstance(command);
            bench.interworking.expire(instance);
            assertThat(refusal(execution)).isEqualTo(ResponseStatusCode.CONFLICT);
            assertThat(bench.exists(instance)).isFalse();
            assertThat(bench.session().next()).isEmpty();
            assertThat(bench.store.allEntries()).isEmpty();
        }
    }
}
