package org.stellarticker.jsongenerator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ListedAsset;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.SavedWindows;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.trade.PairIds;

/** What ingester and aggregator leave in the database, put there for a test. */
final class StoredMarkets {

    static final Instant AS_OF = Instant.parse("2026-08-29T20:00:00.123Z");
    static final Asset XLM = NativeAsset.XLM;
    static final Asset USD = asset("USD", 'A');
    static final Asset USDX = asset("USDx", 'B');
    static final Asset OTHER_USD = asset("USD", 'C');

    private final TestDatabase database;
    private boolean lost;

    StoredMarkets(TestDatabase database) {
        this.database = database;
    }

    static Asset asset(String code, char issuer) {
        return Asset.issued(code, "G" + String.valueOf(issuer).repeat(55));
    }

    void valid(Asset... assets) {
        for (Asset asset : assets) {
            listed(asset, /* valid= */ true);
        }
    }

    void listed(Asset asset, boolean valid) {
        var listed = new ListedAsset(
                asset,
                AssetHoldings.ofAccounts(1000, new BigDecimal("123456.7890000")),
                new AssetFlags(false, true, false, false),
                "",
                "https://x.example/stellar.toml",
                valid);
        database.database().commit(tx -> new AssetStore().saveListed(tx, List.of(listed), AS_OF.minusSeconds(60)));
    }

    void anchored(Asset asset, String code) {
        database.execute("update asset set anchor_asset_code = '%s' where code = '%s' and issuer = '%s'"
                .formatted(code, asset.code(), asset.issuer()));
    }

    /** A book whose one bid is below its one ask. */
    void book(Asset base, Asset counter, String bid, String ask) {
        book(base, counter, List.of(level(bid)), List.of(level(ask)));
    }

    void book(Asset base, Asset counter, List<Level> bids, List<Level> asks) {
        var book = OrderBookSummary.of(TradePair.normalised(base, counter), bids, asks, AS_OF);
        database.database().commit(tx -> new OrderBookStore().save(tx, book));
    }

    static Level level(String price) {
        return new Level(new Price(new BigDecimal(price).movePointRight(3).longValueExact(), 1000), Amount.parse("10"));
    }

    /** A window of trades from {@code first} to {@code last}, priced n:1 at both, a unit of base each. */
    void window(Asset base, Asset counter, int hours, int trades, long openN, long closeN, long first, long last) {
        // Also stores pair and assets that were not there.
        int pair = pair(base, counter);
        database.execute("""
                insert into market_window (trade_pair_id, window_hours, base_volume, counter_volume, trade_count,
                    open_n, open_d, high_n, high_d, low_n, low_d, close_n, close_d, first_toid, first_index, last_toid,
                    last_index, first_trade_at, last_trade_at, expires_at)
                values (%1$d, %2$d, %3$d * 10000000, %3$d * 20000000, %3$d, %4$d, 1, greatest(%4$d, %5$d), 1,
                    least(%4$d, %5$d), 1, %5$d, 1, %6$d, 0, %7$d, 0,
                    timestamptz '2026-08-29T12:00:00Z', timestamptz '2026-08-29T13:00:00Z', '2026-09-29T12:00:00Z')
                """.formatted(pair, hours, trades, openN, closeN, first, last));
    }

    /** Removes a window if there is one, as the aggregator does when its trades were corrected away. */
    void removeWindow(Asset base, Asset counter, int hours) {
        int pair = pair(base, counter);
        if (!database.rows("select 1 from market_window where trade_pair_id = " + pair + " and window_hours = " + hours)
                .isEmpty()) {
            database.execute(
                    "delete from market_window where trade_pair_id = " + pair + " and window_hours = " + hours);
            lost = true;
        }
    }

    private int pair(Asset base, Asset counter) {
        var pair = TradePair.normalised(base, counter);
        return database.database()
                .transaction(tx -> new PairIds().of(tx, List.of(pair)))
                .values()
                .iterator()
                .next();
    }

    /** Saves labels, books and the instant as the aggregator does when something changed. */
    void snapshot(Instant at) {
        var markets = new MarketStore();
        // Those that were inserted since the last snapshot.
        database.execute("update market_window set changed_at = '%s' where changed_at > '2026-10-01'".formatted(at));
        database.database().commit(tx -> {
            markets.saveLabels(tx, at);
            markets.saveAllBooks(tx, at);
            markets.saveSnapshot(tx, at, new SavedWindows(1, lost), 0);
        });
        lost = false;
    }
}
