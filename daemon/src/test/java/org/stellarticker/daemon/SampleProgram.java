package org.stellarticker.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.daemon.trace.Step;
import org.stellarticker.daemon.trace.TraceId;

/** A small program that {@link DaemonTest} starts as a process of its own. */
final class SampleProgram {

    private SampleProgram() {}

    public static void main(String[] args) {
        Daemon.run("sample", in -> in.all(() -> in.text("SAMPLE", "works")), (mode, daemon) -> {
            var log = LoggerFactory.getLogger("sample");
            daemon.open(() -> log.info("resource closed"));
            daemon.metrics().counter("sample.things").increment(3);
            daemon.reportTo(report -> log.info("reported {}", report.state()));
            switch (mode) {
                case "cannot start" -> throw new IllegalStateException("database: expected PostgreSQL 15, found 9");
                case "library warns" -> {
                    Logger.getLogger("org.library").log(Level.WARNING, "a port of {0,number,#}", 99999);
                    throw new IllegalStateException("enough");
                }
                case "turns out to be wrong" -> throw new SettingsException("SAMPLE: expected something else");
                case "waits for leadership" -> {
                    daemon.progress("work").standby();
                    Thread.sleep(Duration.ofHours(1));
                }
                case "fails" ->
                    daemon.follow("work", stop -> {
                        throw new IllegalStateException("a fault of ours");
                    });
                case "turns out to be wrong later" ->
                    daemon.follow("work", stop -> {
                        throw new SettingsException("SAMPLE: expected something else");
                    });
                case "task fails" ->
                    daemon.every(Duration.ofHours(1), "task", () -> {
                        daemon.progress("task").running("before its fault");
                        throw new IllegalStateException("a fault of ours");
                    });
                case "task is woken" -> {
                    var runs = new AtomicInteger();
                    Runnable wake = daemon.every(
                            Duration.ofHours(1),
                            "task",
                            () -> daemon.progress("task").running("run " + Math.min(3, runs.incrementAndGet())));
                    daemon.follow("waker", stop -> {
                        while (runs.get() < 3 && !stop.await(Duration.ofMillis(10))) {
                            wake.run();
                        }
                    });
                }
                case "hangs" ->
                    daemon.follow("work", stop -> {
                        daemon.progress("work").running("hanging");
                        while (true) {
                            Thread.onSpinWait();
                        }
                    });
                case "traces" ->
                    daemon.follow("work", stop -> {
                        while (!stop.await(Duration.ofMillis(50))) {
                            daemon.progress("work").running("working");
                            daemon.traces().add(step(daemon, "work"));
                        }
                        daemon.traces().add(step(daemon, "last work"));
                    });
                default -> {
                    daemon.follow("work", stop -> {
                        while (!stop.await(Duration.ofMillis(50))) {
                            daemon.progress("work").running("working", Duration.ofSeconds(2));
                        }
                        log.info("work ended");
                    });
                    daemon.every(
                            Duration.ofHours(1),
                            "task",
                            () -> log.atInfo()
                                    .addKeyValue("rows", 7)
                                    .addKeyValue("quick", true)
                                    .addKeyValue("level", "high")
                                    .log("task done"));
                }
            }
        });
    }

    private static Step step(Daemon daemon, String name) {
        Instant now = daemon.clock().instant();
        return Step.of(TraceId.ofLedger("sample", new LedgerSequence(1)), name, now, now);
    }
}
