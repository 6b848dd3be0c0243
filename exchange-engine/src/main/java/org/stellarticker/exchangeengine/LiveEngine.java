package org.stellarticker.exchangeengine;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.exchange.journal.DurableEngine;
import org.stellarticker.exchange.journal.DurableEngine.Publication;

/** The durable engine with its snapshots: one after so many commands, and one at the end. Used by one thread. */
final class LiveEngine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveEngine.class);

    private final DurableEngine engine;
    private final int snapshotCommands;
    private final EngineMetrics metrics;
    /** The last command of the last snapshot. */
    private long snapshot;

    private CompletableFuture<Void> publication = CompletableFuture.completedFuture(null);

    LiveEngine(DurableEngine engine, int snapshotCommands, EngineMetrics metrics) {
        this.engine = engine;
        this.snapshotCommands = snapshotCommands;
        this.metrics = metrics;
        this.snapshot = engine.recovered().snapshot();
    }

    DurableEngine durable() {
        return engine;
    }

    /** Begins a snapshot when enough commands came since the last one. Its slow half runs on another thread. */
    void snapshotIfDue() throws IOException {
        if (publication.isDone() && engine.lastCommand() - snapshot >= snapshotCommands) {
            publication.join();
            beginSnapshot();
        }
    }

    private void beginSnapshot() throws IOException {
        long begun = System.nanoTime();
        Publication second = engine.beginSnapshot();
        snapshot = engine.lastCommand();
        metrics.snapshot(System.nanoTime() - begun);
        log.atInfo()
                .addKeyValue("command", snapshot)
                .addKeyValue("milliseconds", (System.nanoTime() - begun) / 1_000_000)
                .log("snapshot written");
        publication = CompletableFuture.runAsync(
                () -> {
                    try {
                        second.publish();
                    } catch (IOException failed) {
                        throw new CompletionException(failed);
                    }
                },
                task -> Thread.ofPlatform().daemon().name("snapshot").start(task));
    }

    @Override
    public void close() throws IOException {
        publication.join();
        if (engine.waiting() == 0 && engine.lastCommand() > snapshot) {
            beginSnapshot();
            publication.join();
        }
        engine.close();
    }
}
