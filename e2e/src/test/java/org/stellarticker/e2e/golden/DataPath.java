package org.stellarticker.e2e.golden;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.stellarticker.aggregator.CandleBuilder;
import org.stellarticker.aggregator.DirtyMarkets;
import org.stellarticker.aggregator.WindowCalculator;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ListedAsset;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.e2e.golden.Golden.Label;
import org.stellarticker.jsongenerator.MarketsJson;

/**
 * Runs the data path in one thread with a test clock: stored as the ingester stores, aggregated by the aggregator's own
 * classes, written by json-generator's.
 */
final class DataPath {

    private static final int LARGEST_BATCH = 700;

    private final TestDatabase testDatabase;
    private final Database database;
    private final TradeStore trades;
    private final TestClock clock = new TestClock(Instant.EPOCH);
    private final CandleBuilder candles;
    private final WindowCalculator windows;
    private final DirtyMarkets dirty = new DirtyMarkets();

    DataPath(TestDatabase testDatabase) {
        this.testDatabase = testDatabase;
        this.database = testDatabase.database();
        this.trades = new TradeStore(database);
        var leadership = database.leadership("aggregator");
        this.candles = new CandleBuilder(database, new CandleStore(), leadership);
        this.windows = new WindowCalculator(database, new MarketStore(), leadership, clock);
    }

    void list(List<Label> labels) {
        var listed = labels.stream()
                .map(label -> new ListedAsset(
                        label.asset(),
                        AssetHoldings.ofAccounts(1000, BigDecimal.ONE),
                        new AssetFlags(false, false, false, false),
                        "",
                        "",
                        /* valid= */ label.valid()))
                .toList();
        database.commit(tx -> new AssetStore().saveListed(tx, listed, Golden.INSTANT));
        for (Label label : labels) {
            testDatabase.execute("update asset set anchor_asset_code = '%s' where code = '%s' and issuer = '%s'"
                    .formatted(
                            label.anchorCode(),
                            label.asset().code(),
                            label.asset().issuer()));
        }
    }

    void save(List<OrderBookSummary> books) {
        var store = new OrderBookStore();
        database.commit(tx -> books.forEach(book -> store.save(tx, book)));
    }

    /**
     * Stores trades in random order and batches, some of them twice, while the aggregator runs in between and time
     * passes.
     *
     * @param end later than the clock at the end
     */
    void store(List<Trade> all, Random chance, Instant end) {
        var shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, chance);
        clock.set(end.minus(Duration.ofDays(8)));
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + chance.nextInt(LARGEST_BATCH));
            List<Trade> batch = shuffled.subList(Math.max(0, from - chance.nextInt(50)), to);
            database.commit(tx -> trades.insert(tx, batch, TradeSource.PAGE));
            from = to;
            if (chance.nextBoolean()) {
                Duration left = Duration.between(clock.instant(), end);
                Instant next = clock.instant().plus(left.dividedBy(2 + chance.nextInt(4)));
                if (Duration.between(clock.instant(), next).toSeconds() >= 1
                        && Duration.between(next, end).toSeconds() >= 1) {
                    // Each snapshot is of a second of its own.
                    aggregate(next);
                }
            }
        }
    }

    /** Aggregates what was stored and calculates the windows that changed since the last time. */
    void aggregate(Instant now) {
        clock.set(now);
        dirty.add(candles.makeBatch());
        windows.update(dirty);
        dirty.clear();
    }

    byte[] marketsJson() throws IOException {
        var out = new ByteArrayOutputStream();
        database.snapshot(new MarketsJson()::read).orElseThrow().writeTo(out);
        return out.toByteArray();
    }
}
