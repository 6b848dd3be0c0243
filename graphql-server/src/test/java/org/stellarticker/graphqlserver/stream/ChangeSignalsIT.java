package org.stellarticker.graphqlserver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.Database;
import org.stellarticker.db.TestStandby;

class ChangeSignalsIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Stop stop = new Stop();

    /** A standby refuses LISTEN. */
    @Test
    void pollsAtAStandbyUntilItIsPromoted() throws Exception {
        try (var standby = TestStandby.start(folder);
                var database = Database.openReadPool(standby.address(), "test");
                var signals = new ChangeSignals(database, Duration.ofSeconds(2))) {
            signals.await(stop);
            assertThat(signals.polling()).isTrue();
            long begin = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                signals.await(stop);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));

            standby.promote();

            long end = System.nanoTime() + LONG.toNanos();
            while (signals.polling() && System.nanoTime() < end) {
                signals.await(stop);
            }
            assertThat(signals.polling()).isFalse();
        }
    }
}
