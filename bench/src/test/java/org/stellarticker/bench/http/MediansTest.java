package org.stellarticker.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {

    @Test
    void theMiddleOneCounts() {
        assertThat(Medians.median(List.of(9.0, 1.0, 5.0), Double::doubleValue)).isEqualTo(5);
    }
}
