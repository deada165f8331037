package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.viaduct.interworking.Bench.CPE;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.onem2m.Resource;

/** What the CWMP client and an operator hear of that waits for a CPE. */
class WaitingExecutionsTest {

    private final Bench bench = new Bench().withCpe();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void what_waits_is_known_by_its_address_its_rpc_and_its_deadline() {
        Resource command = bench.reboot();
        bench.executeNonBlocking(command).join();
        assertThat(bench.interworking.waiting(CPE)).singleElement().satisfies(call -> {
            assertThat(call.id()).isEqualTo(bench.tree.addressOf(bench.onlyInstance(command)));
            assertThat(call.rpc()).isEqualTo("Reboot");
            assertThat(call.since()).isBefore(Instant.now());
            assertThat(call.deadline()).hasValueSatisfying(deadline -> assertThat(deadline)
                    .isAfter(Instant.now().plus(Duration.ofDays(6))));
            assertThat(call.urgent()).isFalse();
        });
        bench.session().nextCall();
        assertThat(bench.interworking.waiting(CPE)).isEmpty();
    }

    @Test
    void sessions_need_not_be_asked_for_more_while_nothing_waits() {
        DrivenSession session = bench.session();
        assertThat(session.mayCall()).isFalse();
        bench.executeNonBlocking(bench.reboot()).join();
        assertThat(session.mayCall()).isTrue();
    }

    @Test
    void urgent_is_what_a_request_waits_for() {
        bench.executeNonBlocking(bench.reboot()).join();
        bench.execute(bench.reboot());
        assertThat(bench.interworking.waiting(CPE))
                .extracting(WaitingCall::urgent)
                .containsExactly(false, true);
    }

    @Test
    void a_cancel_transfer_goes_first() {
        Resource command = bench.download();
        Resource pending = bench.pendingDownload(command);
        bench.executeNonBlocking(command).join();
        bench.cancel(pending);
        assertThat(bench.interworking.waiting(CPE))
                .extracting(WaitingCall::rpc)
                .containsExactly("CancelTransfer", "Download");
    }

    @Test
    void it_is_told_without_the_store_too() {
        Resource command = bench.reboot();
        bench.executeNonBlocking(command).join();
        String id = bench.onlyInstance(command).id().value();
        bench.store.down(true);
        assertThat(bench.interworking.waiting(CPE)).extracting(WaitingCall::id).containsExactly(id);
    }

    @Test
    void another_cwmp_client_is_asked_for_all_that_waits() {
        bench.executeNonBlocking(bench.reboot()).join();
        bench.cwmpClient(false);
        bench.wokenInBulk.clear();
        bench.cwmpClient(true);
        await().until(() -> bench.wokenInBulk.contains(CPE));
    }
}
