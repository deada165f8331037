package org.viaduct.cwmp.spi.present;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VendorCodeTest {

    private static final String OUI = "00D09E";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch never = new CountDownLatch(1);
    private final VendorCode vendors = new VendorCode(Duration.ofMillis(100));
    private final VendorCode patient = new VendorCode(PATIENCE);

    @AfterEach
    void close() {
        vendors.close();
        patient.close();
    }

    @Test
    void what_the_code_gives_or_throws_is_given_or_thrown() {
        assertThat(patient.<String>call(OUI, () -> "done")).isEqualTo("done");
        assertThatThrownBy(() -> patient.call(OUI, () -> {
                    throw new IllegalArgumentException("It cannot be done.");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("It cannot be done.");
        assertThatThrownBy(() -> patient.call(OUI, () -> {
                    throw new NoClassDefFoundError("gone");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void code_that_does_not_return_is_left_and_interrupted() {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        assertThatThrownBy(() -> vendors.call(OUI, () -> interrupted.complete(block())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has not returned within");
        assertThat(interrupted.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void a_vendor_whose_code_is_stuck_holds_up_no_other() {
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            IntStream.range(0, 16).forEach(i -> callers.submit(() -> patient.call(OUI, this::block)));
            await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> patient.call(OUI, () -> "done"))
                    .hasMessageContaining("is stuck in 16 calls"));
            assertThat(patient.<String>call("AABBCC", () -> "done")).isEqualTo("done");
            never.countDown();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> patient.<String>call(OUI, () -> "done")
                    .equals("done"));
        } finally {
            callers.shutdownNow();
        }
    }

    /** Returns when it is interrupted. */
    private boolean block() {
        try {
            never.await();
            return false;
        } catch (InterruptedException told) {
            return true;
        }
    }
}
