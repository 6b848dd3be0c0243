package org.stellarticker.ingester.trade;

import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** Publishes the newest position of the event log as a metric, so that the lag of its readers can be measured. */
public final class EventWatch implements Task {

    private final Database database;
    private final IngesterMetrics metrics;
    private final EventLog events = new EventLog();

    public EventWatch(Database database, IngesterMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        metrics.eventLogPosition(database.snapshot(events::position));
    }
}
