package org.stellarticker.aggregator;

import java.time.Duration;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.db.trade.TradeStore;

/**
 * Makes candles of the stored trades, and from them every market's windows of 24 hours and 7 days; started as {@code aggregator
 * rebuild}, compares the candles with the trades, also while an aggregator runs.
 */
public final class Main {

    private static final int WRONG_USE = 64;

    /** The time from one look at the last rebuild to the next. */
    private static final Duration REBUILD_LOOK = Duration.ofSeconds(15);

    private Main() {}

    public static void main(String[] args) {
        switch (String.join(" ", args)) {
            case "" -> Daemon.run("aggregator", AggregatorConfig::read, Main::wire);
            case RebuildCommand.NAME -> RebuildCommand.run();
            default -> refuse(String.join(" ", args));
        }
    }

    private static void wire(AggregatorConfig config, Daemon daemon) {
        var opened = daemon.open(Database.open(config.database(), "aggregator"));
        SchemaVersion.check(opened);
        var leadership = daemon.open(opened.leadership("aggregator"));
        DustFloor.bind(opened, leadership, config.dustFloor());
        var reports = new ProgramStatusStore();
        daemon.reportTo(report -> opened.commit(tx -> reports.save(tx, report)));
        // After ingestion has paused, the stored trades still get their candles.
        var database = opened.pausing(daemon.disk().atHalf()::awaitRoom);

        var stored = daemon.open(database.listen(TradeStore.STORED));
        var candles = new CandleBuilder(database, new CandleStore(), leadership);
        var windows = new WindowCalculator(database, new MarketStore(), leadership, daemon.clock());
        var metrics = new AggregatorMetrics(daemon.metrics());
        var status = new AggregationStatus(
                daemon.progress("windows"),
                metrics,
                new AggregatedLedgers(database, daemon.traces(), daemon.clock()),
                daemon.clock());
        daemon.follow("windows", new Aggregation(leadership, stored, candles, windows, status, daemon.clock()));
        daemon.every(REBUILD_LOOK, "candles", new RebuildWatch(database, daemon.progress("candles"), metrics));
    }

    @SuppressWarnings("SystemOut") // The operator reads it.
    private static void refuse(String arguments) {
        System.err.println("aggregator: expected nothing or " + RebuildCommand.NAME + ", found \"" + arguments + "\"");
        System.exit(WRONG_USE);
    }
}
