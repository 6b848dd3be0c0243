package org.stellarticker.aggregator;

import org.stellarticker.daemon.Daemon;
import org.stellarticker.daemon.Settings;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.db.trade.TradeStore;

/** Makes candles of the trades that were stored, and cuts every market's windows of 24 hours and 7 days from them. */
public final class Main {

    private record Config(DatabaseAddress database) {
        static Config read(Settings in) {
            return new Config(in.secret("DATABASE_URL", DatabaseAddress::parse));
        }
    }

    private Main() {}

    public static void main(String[] args) {
        Daemon.run("aggregator", Config::read, (config, daemon) -> {
            var database = daemon.open(Database.open(config.database(), "aggregator"));
            SchemaVersion.check(database);
            var reports = new ProgramStatusStore();
            daemon.reportTo(report -> database.commit(tx -> reports.save(tx, report)));

            var leadership = daemon.open(database.leadership("aggregator"));
            var stored = daemon.open(database.listen(TradeStore.STORED));
            var candles = new CandleMaker(database, new CandleStore(), leadership);
            var windows = new WindowCutter(database, new MarketStore(), leadership, daemon.clock());
            var status = new AggregationStatus(daemon.progress("windows"), daemon.metrics(), daemon.clock());
            daemon.follow("windows", new Aggregation(leadership, stored, candles, windows, status));
        });
    }
}
