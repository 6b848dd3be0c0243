package org.stellarticker.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

    @Test
    void theLastLineOfWrkIsRead() throws IOException {
        HttpLoad.Measured measured = HttpLoad.parse("""
                Running 2s test @ http://127.0.0.1:8000/
                Requests/sec:  15000.00
                {"requests": 30000, "bytes": 60000000, "micros": 2000000, "p50_micros": 400, "p99_micros": 1500, "refused": 2, "broken": 1}
                """);

        assertThat(measured).isEqualTo(new HttpLoad.Measured(30_000, 15_000, 30, 0.4, 1.5, 3));
    }
}
