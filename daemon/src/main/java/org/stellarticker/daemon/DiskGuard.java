package org.stellarticker.daemon;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.settings.DiskConfig;

/**
 * Watches the disk of the included PostgreSQL, and pauses work while too little is free. PostgreSQL ends when it meets a full
 * disk, and with it everything that it serves; work that pauses before continues by itself.
 */
public final class DiskGuard {

    private static final Logger log = LoggerFactory.getLogger(DiskGuard.class);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long MIB = 1 << 20;

    /** So that work does not start and stop with each file that PostgreSQL deletes. */
    private static final long MARGIN = 32 * MIB;

    private final Optional<Path> folder;
    private final LongSupplier free;
    private final long reserve;
    private final Stop stop;
    private final AtomicInteger paused;

    DiskGuard(DiskConfig config, Stop stop) {
        this(
                config,
                () -> config.folder()
                        .map(path -> path.toFile().getUsableSpace())
                        .orElse(Long.MAX_VALUE),
                stop);
    }

    DiskGuard(DiskConfig config, LongSupplier free, Stop stop) {
        this(config, free, stop, new AtomicInteger());
    }

    private DiskGuard(DiskConfig config, LongSupplier free, Stop stop, AtomicInteger paused) {
        // A folder that is missing is that of no PostgreSQL: nothing is watched.
        this.folder = config.folder().filter(path -> path.toFile().isDirectory());
        this.free = folder.isPresent() ? free : () -> Long.MAX_VALUE;
        this.reserve = config.reserveMib() * MIB;
        this.stop = stop;
        this.paused = paused;
    }

    /** Returns a guard that pauses later, for work that others wait for; the metrics of this one count its pauses, too. */
    public DiskGuard atHalf() {
        return new DiskGuard(new DiskConfig(folder, (int) (reserve / MIB / 2)), free, stop, paused);
    }

    /** Publishes how much is free, and whether work pauses. */
    public void register(MeterRegistry metrics) {
        Gauge.builder("ticker.disk.free", this, guard -> guard.folder.isPresent() ? guard.free.getAsLong() : Double.NaN)
                .description("Free space of the included PostgreSQL's disk; NaN with a database outside")
                .baseUnit("bytes")
                .register(metrics);
        Gauge.builder("ticker.disk.paused", paused, AtomicInteger::get)
                .description("Number of transactions that wait because the disk is nearly full")
                .register(metrics);
    }

    /** Returns what is wrong with the disk, in words for people; empty when enough is free. */
    public Optional<String> complaint() {
        long left = free.getAsLong();
        return left < reserve
                ? Optional.of("the disk is nearly full: " + left / MIB + " MiB free, expected " + reserve / MIB
                        + "; ingestion pauses, and continues by itself when there is room")
                : Optional.empty();
    }

    /** Reports the disk's state as the progress of a work of its own. */
    public void report(Progress progress) {
        complaint().ifPresentOrElse(progress::degraded, () -> progress.finished("enough room"));
    }

    /** Waits until enough is free; returns at once when it is. */
    public void awaitRoom() {
        if (free.getAsLong() >= reserve) {
            return;
        }
        if (paused.getAndIncrement() == 0) {
            log.warn("work pauses: {}", complaint().orElse("the disk was nearly full"));
        }
        try {
            while (free.getAsLong() < reserve + MARGIN) {
                if (stop.await(LOOK)) {
                    throw new IllegalStateException("the program ends while the disk is nearly full");
                }
            }
        } catch (InterruptedException byTheEnd) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the disk is nearly full", byTheEnd);
        } finally {
            if (paused.decrementAndGet() == 0) {
                log.info("work continues: the disk has room");
            }
        }
    }
}
