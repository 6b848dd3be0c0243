package org.stellarticker.ingester;

import java.time.Duration;
import java.util.List;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.orderbook.BookRequestStore;
import org.stellarticker.ingester.asset.AssetRound;
import org.stellarticker.ingester.asset.NewAssets;
import org.stellarticker.ingester.asset.TomlRound;
import org.stellarticker.ingester.fetch.TomlClient;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.orderbook.BookReader;
import org.stellarticker.ingester.orderbook.BookRequests;
import org.stellarticker.ingester.orderbook.NewBooks;
import org.stellarticker.ingester.orderbook.OrderBookScan;
import org.stellarticker.ingester.pool.NewPools;
import org.stellarticker.ingester.pool.PendingPools;
import org.stellarticker.ingester.pool.PoolScan;

/**
 * The work that reads assets, order books and pools. Scans read all of them on an interval. Other work is woken when an
 * asset, a market or a pool becomes known, so that it is not read only by the next scan.
 */
record CatalogWiring(
        IngesterConfig config, Daemon daemon, Database database, Horizon horizon, IngesterMetrics metrics) {

    /** How often to look for due work, also where a signal was lost. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    void wire() {
        var wakes = List.of(newAssets(), books(), pools());
        daemon.follow(
                "discovery",
                new Discovery(
                        database,
                        daemon.open(database.listen(MarketStore.UPDATED, AssetStore.CHANGED)),
                        daemon.progress("discovery"),
                        wakes));
    }

    private Runnable newAssets() {
        var work = daemon.work("assets");
        var client = daemon.open(new TomlClient(config.trustedOrigins(), config.tomlAuthorities()));
        var tomls = new TomlRound(
                client, database, config.assetInterval(), daemon.progress("tomls"), daemon.clock(), metrics);
        var round = new AssetRound(
                horizon.at(Priority.FIRST_ASSETS, work.progress()),
                horizon.at(Priority.ASSETS, work.progress()),
                tomls,
                database,
                work,
                metrics);
        var news = daemon.progress("new assets");
        var newAssets = new NewAssets(horizon.at(Priority.FIRST_LOOKS, news), database, round, news, daemon.clock());
        daemon.every(config.assetInterval(), "assets", round);
        Runnable wakeTomls = daemon.every(LOOK, "tomls", tomls);
        return daemon.every(LOOK, "new assets", () -> {
            newAssets.run();
            wakeTomls.run();
        });
    }

    private Runnable books() {
        var progress = daemon.progress("books");
        var reader = new BookReader(horizon.at(Priority.ORDER_BOOKS, progress), database, daemon.clock(), metrics);
        daemon.every(
                config.orderBookInterval(),
                "books",
                new OrderBookScan(reader, database, config.orderBooks(), progress, daemon.clock()));
        var onDemand = daemon.progress("on-demand books");
        daemon.follow(
                "on-demand books",
                new BookRequests(
                        reader.at(horizon.at(Priority.ORDER_BOOKS, onDemand)),
                        database,
                        daemon.open(database.listen(BookRequestStore.REQUESTED)),
                        onDemand));
        var news = daemon.progress("new books");
        var firstLooks = reader.at(horizon.at(Priority.FIRST_LOOKS, news));
        return daemon.every(LOOK, "new books", new NewBooks(firstLooks, database, news, daemon.clock()));
    }

    private Runnable pools() {
        var pending = new PendingPools(database);
        var news = daemon.progress("new pools");
        var newPools = new NewPools(horizon.at(Priority.FIRST_LOOKS, news), database, pending, news, daemon.clock());
        var progress = daemon.progress("pools");
        daemon.every(
                config.orderBookInterval(),
                "pools",
                new PoolScan(
                        horizon.at(Priority.ORDER_BOOKS, progress),
                        pending,
                        database,
                        new PoolScan.Bounds(config.pools(), config.assetInterval()),
                        progress,
                        daemon.clock()));
        return daemon.every(LOOK, "new pools", newPools);
    }
}
