package org.viaduct.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.viaduct.files.Coverage.Range;

class CoverageTest {

    @Test
    void ranges_that_touch_or_overlap_become_one() {
        Coverage coverage = Coverage.NONE
                .with(new Range(10, 20))
                .with(new Range(0, 5))
                .with(new Range(18, 30))
                .with(new Range(7, 7));
        assertThat(coverage.ranges()).containsExactly(new Range(0, 5), new Range(10, 30));
        assertThat(coverage.covers(30)).isFalse();

        Coverage whole = coverage.with(new Range(5, 10));

        assertThat(whole.ranges()).containsExactly(new Range(0, 30));
        assertThat(whole.covers(30)).isTrue();
        assertThat(whole.covers(31)).isFalse();
    }

    @Test
    void it_stays_small_whatever_is_asked_for() {
        Coverage coverage = Coverage.NONE;
        for (int i = 0; i < 1000; i++) {
            coverage = coverage.with(new Range(i * 2, i * 2 + 1));
        }
        assertThat(coverage.ranges()).hasSize(100);
    }
}
