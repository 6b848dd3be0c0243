package org.stellarticker.eventpublisher;

import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.status.ProgramStatusStore;

/** Publishes trades, corrections, candles and market summaries to Kafka, each exactly once, and resumes after any end. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Daemon.run("event-publisher", PublisherConfig::read, Main::wire);
    }

    private static void wire(PublisherConfig config, Daemon daemon) {
        var database = daemon.open(Database.openForOneLoop(config.database(), "event-publisher"));
        SchemaVersion.check(database);
        var reports = new ProgramStatusStore();
        daemon.reportTo(report -> database.commit(tx -> reports.save(tx, report)));

        var leadership = daemon.open(database.leadership("event-publisher"));
        var signals = daemon.open(database.listen(EventLog.CHANNEL, CandleChangeStore.CHANNEL, MarketStore.UPDATED));
        var source = new ChangeSource(database, leadership, signals);
        var metrics = new PublisherMetrics(daemon.metrics());
        daemon.follow("events", new Publishing(config.kafka(), source, metrics, daemon.work("events")));
    }
}
