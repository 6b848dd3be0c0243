package org.stellarticker.exchangeengine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.exchange.engine.Engine;

/**
 * The engine's thread. It reads what has arrived on all connections, makes the commands among it durable by one fsync,
 * applies them in the order of arrival, and answers. While it does so, the next ones arrive: the slower the disk, the
 * more commands share an fsync.
 */
final class EngineLoop implements AutoCloseable {

    /** So that progress is reported while nothing arrives. */
    private static final long LONGEST_WAIT_MILLIS = 500;

    private static final long A_SECOND = 1_000_000_000;
    private static final Duration TIME_TO_END = Duration.ofSeconds(3);

    private final LiveEngine live;
    private final Engine engine;
    private final EngineSocket socket;
    private final Batch batch;
    private final EngineMetrics metrics;
    private final WorkContext work;
    private final Thread thread = Thread.ofPlatform().name("engine").unstarted(this::run);
    private volatile boolean ending;
    private long lastEvent;
    private long lastFill;
    private long reportedAt;

    private EngineLoop(
            LiveEngine live, EngineSocket socket, EngineMetrics metrics, OrderTraces traces, WorkContext work) {
        this.live = live;
        this.engine = live.durable().engine();
        this.socket = socket;
        this.batch = new Batch(live.durable(), metrics, traces, work.clock());
        this.metrics = metrics;
        this.work = work;
        this.lastEvent = engine.lastEvent();
        this.lastFill = engine.lastFill();
    }

    /** Starts to take connections. */
    static EngineLoop start(
            LiveEngine live, EngineSocket socket, EngineMetrics metrics, OrderTraces traces, WorkContext work) {
        var loop = new EngineLoop(live, socket, metrics, traces, work);
        loop.report();
        loop.thread.start();
        return loop;
    }

    private void run() {
        try {
            while (!ending) {
                turn();
            }
        } catch (IOException fault) {
            // Nobody knows what is durable now: the process ends, and its next start reads the journal.
            throw new UncheckedIOException(fault);
        }
    }

    private void turn() throws IOException {
        for (Connection readable : socket.await(LONGEST_WAIT_MILLIS)) {
            readable.attempt(() -> read(readable));
        }
        batch.commit();
        batch.apply();
        for (Connection connection : socket.connections()) {
            connection.attempt(() -> {
                connection.addEvents();
                connection.send();
            });
        }
        socket.dropBroken();
        live.snapshotIfDue();
        if (System.nanoTime() - reportedAt > A_SECOND) {
            report();
        }
    }

    private void read(Connection connection) throws IOException {
        if (!connection.read()) {
            throw new IOException("the client ended the connection");
        }
        for (ByteBuffer frame = connection.next(); frame != null; frame = connection.next()) {
            batch.add(connection, frame);
        }
    }

    private void report() {
        reportedAt = System.nanoTime();
        metrics.happened(engine.lastEvent() - lastEvent, engine.lastFill() - lastFill);
        lastEvent = engine.lastEvent();
        lastFill = engine.lastFill();
        metrics.state(engine.accountCount(), socket.connections().size(), lastFill - engine.takenFills());
        work.progress()
                .running(live.durable().lastCommand() + " commands, " + lastFill + " fills, " + engine.accountCount()
                        + " accounts");
    }

    @Override
    public void close() throws IOException {
        ending = true;
        socket.wake();
        try {
            if (!thread.join(TIME_TO_END)) {
                throw new IOException("the engine's thread did not end in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the engine's thread ended");
        }
        socket.close();
    }
}
