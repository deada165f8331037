package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.onem2m.Resource;

/** Two sessions of one CPE at the same time: the newer replaces the older, of which a message may still be under way. */
class RacingSessionsTest {

    private static final int ROUNDS = 100;

    private final Bench bench = new Bench().withCpe();

    @AfterEach
    void close() {
        bench.close();
    }

    private static <T> List<T> atOnce(Supplier<T> one, Supplier<T> other) {
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<CompletableFuture<T>> both = Stream.of(one, other)
                .map(each -> CompletableFuture.supplyAsync(() -> {
                    try {
                        barrier.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return each.get();
                }))
                .toList();
        return both.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void a_command_goes_to_one_of_two_sessions_that_ask_for_it_at_once() {
        Resource command = bench.reboot();
        for (int round = 0; round < ROUNDS; round++) {
            bench.executeNonBlocking(command).join();
            DrivenSession older = bench.session();
            DrivenSession newer = bench.session();

            List<Optional<CwmpRequest>> handedOut = atOnce(older::next, newer::next);

            assertThat(handedOut.stream().flatMap(Optional::stream)).hasSize(1);
            (handedOut.get(0).isPresent() ? older : newer).accept();
        }
        assertThat(bench.instances(command)).hasSize(ROUNDS).allSatisfy(instance -> assertThat(bench.state(instance))
                .isEqualTo("FINISHED / STATUS_SUCCESS"));
    }

    @Test
    void of_two_completions_at_once_one_ends_the_instance_and_the_other_changes_nothing() {
        Resource command = bench.download();
        for (int round = 0; round < ROUNDS; round++) {
            Resource instance = bench.pendingDownload(command);
            String key = CommandKey.keyOf(instance.id());
            long before = bench.store.find(instance.id()).orElseThrow().revision();
            DrivenSession older = bench.session();
            DrivenSession newer = bench.session();

            List<Reception> taken =
                    atOnce(() -> older.transferComplete(key, 0), () -> newer.transferComplete(key, 9010));

            assertThat(taken).containsOnly(Reception.TAKEN);
            Resource ended = bench.store.find(instance.id()).orElseThrow();
            assertThat(ended.revision()).isEqualTo(before + 1);
            assertThat(bench.state(instance))
                    .isIn("FINISHED / STATUS_SUCCESS", "FINISHED / STATUS_FILE_TRANSFER_FAILED");
            newer.transferComplete(key, 9001);
            assertThat(bench.store.find(instance.id())).contains(ended);
        }
    }

    @Test
    void a_call_whose_loss_is_reported_late_does_not_have_the_next_repetition_sent_again() {
        Resource command =
                bench.create(Map.of("cmt", 4L, "exm", 2L, "exn", 2L, "exf", "PT0S", "exra", Bench.downloadArguments()));
        bench.execute(command).join();
        Resource instance = bench.onlyInstance(command);
        DrivenSession older = bench.session();
        String first = ((Download) older.nextCall()).commandKey();
        DrivenSession newer = bench.session();
        newer.transferComplete(first, 0);
        await().until(() -> newer.next().isPresent());

        older.breakOff(Delivery.NOT_SENT);

        assertThat(bench.session().next()).isEmpty();
        assertThat(bench.state(instance)).isEqualTo("INITIATED / STATUS_NOT_FINISHED");
    }
}
