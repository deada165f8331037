package org.viaduct.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.viaduct.store.contract.Samples.entry;
import static org.viaduct.store.contract.Samples.text;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException.Reason;
import org.viaduct.store.Entry;

/** Entries are compared and set, and come in the order of their keys. */
public interface EntryContract extends StoreUnderTest {

    @Test
    default void entries_are_compared_and_set() {
        Entry first = entry("b", "k", "1");
        store().apply(Change.builder().put(first).build());
        assertThat(conflict(Change.builder().put(first))).isEqualTo(Reason.STALE);

        Entry read = store().entry("b", "k").orElseThrow();
        assertThat(read.revision()).isEqualTo(1);
        store().apply(Change.builder().put(read.with(new byte[] {'2'})).build());
        assertThat(conflict(Change.builder().put(read))).isEqualTo(Reason.STALE);
        assertThat(conflict(Change.builder().remove(read))).isEqualTo(Reason.STALE);
        assertThat(text(store().entry("b", "k").orElseThrow())).isEqualTo("2");

        store().apply(Change.builder()
                .remove(store().entry("b", "k").orElseThrow())
                .build());
        assertThat(store().entry("b", "k")).isEmpty();
        assertThat(conflict(Change.builder().remove(read))).isEqualTo(Reason.STALE);
        store().apply(Change.builder().put(first).build());
    }

    @Test
    default void entries_of_a_bucket_come_in_the_order_of_their_keys() {
        Change.Builder change = Change.builder();
        for (String key : List.of("b", "a", "aa", "\uFFFF", "\uD83D\uDE00", "é")) {
            change.put(entry("bucket", key, key));
        }
        change.put(entry("bucke", "x", "x")).put(entry("bucket2", "x", "x"));
        store().apply(change.build());

        assertThat(store().entries("bucket", "", 100))
                .extracting(Entry::key)
                .containsExactly("a", "aa", "b", "é", "\uD83D\uDE00", "\uFFFF");
        assertThat(store().entries("bucket", "a", 2)).extracting(Entry::key).containsExactly("aa", "b");
        assertThat(store().entries("bucket", "ab", 1)).extracting(Entry::key).containsExactly("b");
        assertThat(store().entries("bucket", "\uFFFF", 5)).isEmpty();
        assertThat(store().entries("other", "", 5)).isEmpty();
    }

    @Test
    default void an_entry_needs_a_bucket_and_a_key() {
        for (Entry wrong : List.of(entry("", "k", "v"), entry("b", "", "v"), entry("b\0c", "k", "v"))) {
            assertThatThrownBy(() -> store().apply(Change.builder().put(wrong).build()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store().entry(wrong.bucket(), wrong.key()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void keys_that_differ_in_one_unit_are_different() {
        List<String> keys = List.of("\0", "\0\0", "a\0", "a", "\uD800", "\uDBFF", "\uDC00", "?");
        Change.Builder change = Change.builder();
        keys.forEach(key -> change.put(entry("b", key, key)));
        store().apply(change.build());

        keys.forEach(key -> assertThat(store().entry("b", key).orElseThrow().value())
                .isEqualTo(entry("b", key, key).value()));
        assertThat(store().entries("b", "", 100))
                .extracting(Entry::key)
                .containsExactlyElementsOf(keys.stream().sorted().toList());
    }

    @Test
    default void a_value_may_be_empty_or_large() {
        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);
        store().apply(Change.builder()
                .put(new Entry("b", "large", large, 0))
                .put(new Entry("b", "none", new byte[0], 0))
                .build());

        assertThat(store().entry("b", "large").orElseThrow().value()).isEqualTo(large);
        assertThat(store().entry("b", "none").orElseThrow().value()).isEmpty();
    }
}
