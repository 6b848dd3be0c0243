package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a demo in the real image at ten times the public network's rate, an hour or {@code -Dimage.soak.minutes}. Memory, the
 * size of the volume, dead rows and sizes of tables are in {@code target/image-soak.csv} and {@code target/image-tables.csv}.
 */
@Tag("soak")
class ImageSoakIT {

    private static final Logger log = LoggerFactory.getLogger(ImageSoakIT.class);

    private static final int MINUTES = Integer.getInteger("image.soak.minutes", 60);
    private static final Duration CATCH_UP = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void memoryIsFlatAtTwoHundredTradesASecond_andNothingIsLost() throws Exception {
        Container.buildImage();
        var ticker = RunningTicker.notStarted(folder, Map.of());
        var settings = Map.of("SANDBOX_HISTORY_TRADES", "20000", "SANDBOX_TRADES_PER_SECOND", "200");
        try (var container = Container.start("soak", Container.demoOf(ticker, folder, settings), "demo")) {
            await("the container is well")
                    .atMost(CATCH_UP)
                    .until(() -> container.exec("ticker", "status").exit() == 0);
            Instant end = Instant.now().plus(Duration.ofMinutes(MINUTES));
            try (var database = ticker.database();
                    var tables = TableGrowth.recordTo(Path.of("target/image-tables.csv"), database);
                    var growth = ContainerGrowth.recordTo(Path.of("target/image-soak.csv"), container)) {
                await().atMost(Duration.ofMinutes(MINUTES + 1))
                        .pollInterval(Duration.ofSeconds(5))
                        .until(() -> Instant.now().isAfter(end));
                assertThat(container.exec("ticker", "health").exit()).isZero();
                assertFlat(growth.seen());
                assertThat(tables.lines()).hasSizeGreaterThan(MINUTES * 10);
            }
            new StoredTrades(ticker).awaitAllPlayedSoFar(CATCH_UP);
            assertThat(container.stop()).isZero();
        }
    }

    /** After warm-up, in the first third, memory grows no more. */
    private static void assertFlat(List<ContainerGrowth.Seen> seen) {
        assertThat(seen).hasSizeGreaterThanOrEqualTo(MINUTES);
        int third = seen.size() / 3;
        long second = median(seen.subList(third, 2 * third));
        long last = median(seen.subList(2 * third, seen.size()));
        log.info("memory in the second third {} MiB, in the last {} MiB", second >> 20, last >> 20);
        assertThat(last).as("memory in the last third").isLessThan(second + second / 10);
    }

    private static long median(List<ContainerGrowth.Seen> seen) {
        long[] sorted =
                seen.stream().mapToLong(ContainerGrowth.Seen::memory).sorted().toArray();
        assertThat(sorted).as(Arrays.toString(sorted)).isNotEmpty();
        return sorted[sorted.length / 2];
    }
}
