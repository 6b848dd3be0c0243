package org.stellarticker.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.settings.DiskConfig;

class DiskGuardTest {

    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    private final AtomicLong free = new AtomicLong(1000 * MIB);
    private final Stop stop = new Stop();

    @Test
    void workPausesWhileTooLittleIsFree_andContinuesByItself() throws Exception {
        var guard = guard();
        guard.awaitRoom();
        free.set(255 * MIB);
        var metrics = new SimpleMeterRegistry();
        guard.register(metrics);

        var work = Thread.startVirtualThread(guard::awaitRoom);
        await().until(() -> metrics.get("ticker.disk.paused").gauge().value() == 1);
        assertThat(guard.complaint().orElse("")).startsWith("the disk is nearly full: 255 MiB free, expected 256");
        assertThat(metrics.get("ticker.disk.free").gauge().value()).isEqualTo(255.0 * MIB);

        free.set(257 * MIB);
        assertThat(guard.complaint()).isEmpty();
        assertThat(work.join(java.time.Duration.ofMillis(1500)))
                .as("a little more is not enough")
                .isFalse();

        free.set(300 * MIB);
        work.join();
        assertThat(metrics.get("ticker.disk.paused").gauge().value()).isZero();
    }

    @Test
    void theEndOfTheProgramEndsThePause() {
        free.set(0);
        stop.request();
        assertThatThrownBy(guard()::awaitRoom).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void workThatOthersWaitForPausesLater() {
        free.set(200 * MIB);
        assertThat(guard().complaint()).isPresent();
        assertThat(guard().atHalf().complaint()).isEmpty();
        free.set(127 * MIB);
        assertThat(guard().atHalf().complaint()).isPresent();
    }

    @Test
    void theMetricCountsWorkThatPausesAtHalf() throws Exception {
        var guard = guard();
        var metrics = new SimpleMeterRegistry();
        guard.register(metrics);
        free.set(100 * MIB);

        var work = Thread.startVirtualThread(guard.atHalf()::awaitRoom);
        await().until(() -> metrics.get("ticker.disk.paused").gauge().value() == 1);

        free.set(1000 * MIB);
        work.join();
        assertThat(metrics.get("ticker.disk.paused").gauge().value()).isZero();
    }

    @Test
    void aDatabaseOutsideOrAReserveOfZeroNeverPauses() {
        free.set(0);
        new DiskGuard(new DiskConfig(Optional.empty(), 256), free::get, stop).awaitRoom();
        new DiskGuard(new DiskConfig(Optional.of(folder), 0), free::get, stop).awaitRoom();
        new DiskGuard(new DiskConfig(Optional.of(folder.resolve("missing")), 256), free::get, stop).awaitRoom();
    }

    @Test
    void theDiskIsAWorkOfItsOwnInTheStatus() {
        var progress = new Progress("disk", Clock.systemUTC());
        guard().report(progress);
        assertThat(progress.report().state()).isEqualTo(ProgramState.FINISHED);
        free.set(0);
        guard().report(progress);
        assertThat(progress.report().state()).isEqualTo(ProgramState.DEGRADED);
        assertThat(progress.report().detail()).contains("0 MiB free");
    }

    private DiskGuard guard() {
        return new DiskGuard(new DiskConfig(Optional.of(folder), 256), free::get, stop);
    }
}
