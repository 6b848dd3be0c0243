package org.stellarticker.ingester.trade;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.event.EventLog;

/** Tells how far the event log is, so that who follows it can be seen to lag. */
public final class EventWatch implements Task {

    private final Database database;
    private final EventLog events = new EventLog();
    private final AtomicLong position = new AtomicLong();

    public EventWatch(Database database, MeterRegistry metrics) {
        this.database = database;
        Gauge.builder("ticker.event.position", position, AtomicLong::get)
                .description("position of the newest event")
                .register(metrics);
    }

    @Override
    public void run() {
        position.set(database.snapshot(events::position));
    }
}
