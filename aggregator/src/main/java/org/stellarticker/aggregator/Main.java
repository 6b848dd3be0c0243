package org.stellarticker.aggregator;

import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.db.trade.TradeStore;

/** Makes candles of the stored trades, and from them every market's windows of 24 hours and 7 days. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Daemon.run("aggregator", AggregatorConfig::read, (config, daemon) -> {
            var opened = daemon.open(Database.open(config.database(), "aggregator"));
            SchemaVersion.check(opened);
            DustFloor.bind(opened, config.dustFloor());
            var reports = new ProgramStatusStore();
            daemon.reportTo(report -> opened.commit(tx -> reports.save(tx, report)));
            // After ingestion has paused, the stored trades still get their candles.
            var database = opened.pausing(daemon.disk().atHalf()::awaitRoom);

            var leadership = daemon.open(database.leadership("aggregator"));
            var stored = daemon.open(database.listen(TradeStore.STORED));
            var candles = new CandleBuilder(database, new CandleStore(), leadership);
            var windows = new WindowCalculator(database, new MarketStore(), leadership, daemon.clock());
            var metrics = new AggregatorMetrics(daemon.metrics());
            var status = new AggregationStatus(daemon.progress("windows"), metrics, daemon.clock());
            daemon.follow("windows", new Aggregation(leadership, stored, candles, windows, status));
        });
    }
}
