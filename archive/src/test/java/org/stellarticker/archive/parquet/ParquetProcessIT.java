package org.stellarticker.archive.parquet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ParquetProcessIT {

    @TempDir
    Path folder;

    /** It would take hours. */
    private static final String ENDLESS =
            "select count(*) from range(1000000) a, range(1000000) b where a.range % 7 = b.range % 5";

    @Test
    void aLateProcessIsKilledWhileAllCommonThreadsAreBlocked() {
        var free = new CountDownLatch(1);
        try {
            for (int i = 0; i < ForkJoinPool.commonPool().getParallelism(); i++) {
                ForkJoinPool.commonPool().execute(() -> awaitQuietly(free));
            }

            assertThatThrownBy(() -> new ParquetProcess(folder, ParquetProcess.MEMORY, Duration.ofSeconds(2))
                            .query(ENDLESS, 100))
                    .isInstanceOf(ParquetFailure.class)
                    .hasMessage("query of the archive: not done within 2 s");
        } finally {
            free.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch free) {
        try {
            free.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
