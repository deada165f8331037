package org.viaduct.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.START;
import static org.viaduct.store.contract.Samples.created;
import static org.viaduct.store.contract.Samples.entry;
import static org.viaduct.store.contract.Samples.labelled;
import static org.viaduct.store.contract.Samples.node;
import static org.viaduct.store.contract.Samples.resource;
import static org.viaduct.store.contract.Samples.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.store.contract.StoreContract;
import org.viaduct.store.embedded.FailingDisk.Failure;

class EmbeddedStoreTest implements StoreContract {

    @TempDir
    Path directory;

    private EmbeddedStore store;

    @Override
    public StoreBackend store() {
        return store;
    }

    @BeforeEach
    @Override
    public void create_the_root() {
        store = new EmbeddedStore(directory, 16);
        StoreContract.super.create_the_root();
    }

    @AfterEach
    void stop() {
        store.stop();
    }

    private void reopen() {
        store.stop();
        store = new EmbeddedStore(directory, 16);
    }

    private Path file() {
        return directory.resolve("store.mv");
    }

    @Test
    void a_reopened_store_has_everything() {
        Resource node = create(resource("n1", ROOT, "n1", 14, Map.of("lbl", List.of("a"))));
        store.apply(Change.builder().put(entry("b", "k", "v")).build());
        reopen();
        assertThat(store.find(node.id())).contains(node);
        assertThat(ids(ROOT, labelled("a"))).containsExactly("n1");
        assertThat(text(store.entry("b", "k").orElseThrow())).isEqualTo("v");
        create(node("n2"));
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n1", "n2");
    }

    @Test
    void a_copy_of_the_file_taken_after_an_apply_has_its_change() throws IOException {
        for (int i = 0; i < 50; i++) {
            create(node("n" + i));
            Path copy = Files.createDirectory(directory.resolve("copy" + i));
            Files.copy(file(), copy.resolve("store.mv"));
            EmbeddedStore crashed = new EmbeddedStore(copy, 1);
            assertThat(crashed.descendants(ROOT, FilterCriteria.ALL)).hasSize(i + 1);
            crashed.stop();
        }
    }

    @Test
    void a_torn_last_commit_is_not_taken_for_a_whole_one() throws IOException {
        for (int i = 0; i < 30; i++) {
            create(node("n" + i));
        }
        byte[] before = Files.readAllBytes(file());
        create(resource("last", ROOT, "last", 13, Map.of("text", "x".repeat(20_000))));
        byte[] after = Files.readAllBytes(file());
        int differs = new String(after, StandardCharsets.ISO_8859_1).lastIndexOf("x".repeat(5_000));
        assertThat(differs).isPositive();
        Arrays.fill(after, differs & -4096, (differs & -4096) + 4096, (byte) 0);

        assertThat(before).isNotEqualTo(after);
        EmbeddedStore crashed = openCopy(after);
        assertThat(crashed.descendants(ROOT, FilterCriteria.ALL)).hasSize(30);
        crashed.apply(Change.builder().create(node("next")).build());
        crashed.stop();
    }

    private EmbeddedStore openCopy(byte[] bytes) throws IOException {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Files.write(copy.resolve("store.mv"), bytes);
        return new EmbeddedStore(copy, 1);
    }

    @Test
    void a_store_that_was_closed_in_order_and_then_damaged_is_refused() throws IOException {
        create(resource("last", ROOT, "last", 13, Map.of("text", "x".repeat(20_000))));
        store.stop();
        byte[] bytes = Files.readAllBytes(file());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("x".repeat(5_000));
        bytes[at] = 'y';
        assertThatThrownBy(() -> openCopy(bytes))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("store.mv is damaged")
                .hasMessageContaining("backup");
        reopen();
    }

    @Test
    void a_file_that_is_no_store_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> openCopy("no store".repeat(10_000).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("copy/store.mv is damaged");
    }

    @Test
    void a_file_of_the_format_before_is_brought_up_to_date() {
        create(node("n1"));
        create(node("n2"));
        store.stop();
        StoreFile file = StoreFile.open(file().toString(), 16, StoreFile.ANY_VERSION);
        file.maps().created().clear();
        file.maps().modified().clear();
        file.maps().expiry().clear();
        file.maps().control().put("format", 1L);
        file.commit();
        file.close();

        store = new EmbeddedStore(directory, 16);
        reopen();
        create(resource("n3", ROOT, "n3", 14, Map.of("ct", Timestamp.format(START.plusSeconds(1)))));
        assertThat(ids(ROOT, created(START, START.plusSeconds(1)))).containsExactly("n1", "n2");
        assertThat(ids(ROOT, created(START.plusSeconds(1), START.plusSeconds(2))))
                .containsExactly("n3");
        store.apply(Change.builder().delete(new ResourceId("n1")).build());
        assertThat(ids(ROOT, created(START, START.plusSeconds(1)))).containsExactly("n2");
    }

    @Test
    void a_file_of_another_format_is_refused_with_a_sentence() {
        store.stop();
        StoreFile file = StoreFile.open(file().toString(), 1, StoreFile.ANY_VERSION);
        file.maps().control().put("format", 3L);
        file.commit();
        file.close();

        assertThatThrownBy(() -> new EmbeddedStore(directory, 16))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("store.mv has format 3, and this version reads formats up to 2")
                .hasMessageContaining("run the version that wrote it");
    }

    @Test
    void a_second_store_on_the_same_directory_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> new EmbeddedStore(directory, 16))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("Another process has the store's file")
                .hasMessageContaining("store.mv open");
        create(node("n1"));
    }

    @Test
    void a_stopped_store_refuses_with_a_sentence() {
        store.stop();
        assertThatThrownBy(() -> store.find(ROOT))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("stopped");
        assertThatThrownBy(() -> create(node("n1")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("stopped");
    }

    @Test
    void a_reader_that_is_interrupted_does_not_close_the_store() {
        create(node("n1"));
        reopen();
        Thread.currentThread().interrupt();
        assertThat(store.find(new ResourceId("n1"))).isPresent();
        assertThat(Thread.interrupted()).isTrue();
        create(node("n2"));
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n1", "n2");
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "NO_FORCE"})
    void a_failing_disk_fails_the_caller_and_the_store_resumes_by_itself(Failure failure) {
        store.stop();
        FailingDisk disk = FailingDisk.register();
        store = new EmbeddedStore(FailingDisk.SCHEME + ":" + file(), 16);
        create(resource("kept", ROOT, "kept", 14, Map.of("n", 1L)));

        disk.fail(failure);
        assertThatThrownBy(() -> store.apply(Change.builder()
                        .create(node("lost"))
                        .update(store.find(new ResourceId("kept")).orElseThrow().with(Map.of("n", 2L), START))
                        .build()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("store.mv")
                .hasMessageContaining(failure == Failure.FULL ? "No space left on device" : "Input/output error");
        assertThatThrownBy(() -> create(node("refused"))).isInstanceOf(StoreUnavailableException.class);
        int failures = disk.failures();
        await().atMost(20, TimeUnit.SECONDS).until(() -> disk.failures() > failures);

        disk.fail(Failure.NONE);
        await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(() -> create(node("later")));
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("kept", "later");
        assertThat(store.find(new ResourceId("kept")).orElseThrow().number("n")).contains(1L);

        reopen();
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("kept", "later");
    }

    @Test
    void readers_neither_see_nor_wait_for_a_change_that_is_being_forced() {
        store.stop();
        FailingDisk disk = FailingDisk.register();
        store = new EmbeddedStore(FailingDisk.SCHEME + ":" + file(), 16);
        disk.fail(Failure.HELD);
        CompletableFuture<Void> applied = CompletableFuture.runAsync(() -> create(node("n1")));
        await().until(() -> disk.failures() == 1);

        assertThat(store.find(ROOT)).isPresent();
        assertThat(store.find(new ResourceId("n1"))).isEmpty();
        assertThat(store.child(ROOT, "name-n1")).isEmpty();
        assertThat(ids(ROOT, FilterCriteria.ALL)).isEmpty();
        assertThat(applied).isNotDone();

        disk.fail(Failure.NONE);
        applied.join();
        assertThat(store.find(new ResourceId("n1"))).isPresent();
    }

    @Test
    void a_change_that_waits_while_the_store_stops_is_finished() {
        store.stop();
        FailingDisk disk = FailingDisk.register();
        store = new EmbeddedStore(FailingDisk.SCHEME + ":" + file(), 16);
        disk.fail(Failure.HELD);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> create(node("n1")));
        await().until(() -> disk.failures() == 1);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(store::stop);
        disk.fail(Failure.NONE);
        first.join();
        stopped.join();
        store = new EmbeddedStore(directory, 16);
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n1");
    }

    @Test
    void a_file_that_was_cut_short_is_refused() throws IOException {
        for (int i = 0; i < 100; i++) {
            create(resource("n" + i, ROOT, "n" + i, 13, Map.of("text", "x".repeat(5_000))));
        }
        byte[] bytes = Files.readAllBytes(file());
        assertThatThrownBy(() -> openCopy(Arrays.copyOf(bytes, bytes.length / 2 & -4096)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void the_file_does_not_grow_with_the_number_of_changes() throws IOException {
        Change.Builder change = Change.builder();
        for (int i = 0; i < 500; i++) {
            change.create(node("n" + i));
        }
        store.apply(change.build());
        long most = 0;
        for (int i = 0; i < 3_000; i++) {
            Resource node = store.find(new ResourceId("n" + i * 31 % 500)).orElseThrow();
            store.apply(Change.builder()
                    .update(node.with(Map.of("n", (long) i, "text", "x".repeat(200)), START))
                    .build());
            most = Math.max(most, Files.size(file()));
        }
        assertThat(most).isLessThan(16 << 20);
    }
}
