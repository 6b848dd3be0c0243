package org.stellarticker.marketdata.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.DirtyMinutes;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.SavedWindows;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.UsdBridge;
import org.stellarticker.marketdata.reference.VerifiedAssets;

class ListedMarketsIT {

    private static final Price USUAL = new Price(1, 2);
    private static final Price DEAR = new Price(9, 1);
    private static final Instant AS_OF = NOON.plusSeconds(120);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final CandleStore candles = new CandleStore();
    private final MarketStore markets = new MarketStore();
    private final DustFloorStore floors = new DustFloorStore();
    private final ListedMarkets listed = new ListedMarkets(
            new ReferenceAssets(new QuoteRanking(List.of(USD)), new VerifiedAssets(List.of(USD)), List.of(USD)),
            Duration.ofHours(1));
    private final ListedVenues venues = new ListedVenues(new UsdBridge(List.of(USD)));

    @BeforeEach
    void storeTwoTrades() {
        db.clear();
        db.database().commit(tx -> {
            // Amounts are 20 million stroops of XLM, and 10 or 180 million of USD.
            floors.bind(tx, 50_000_000);
            var trades =
                    List.of(aTrade(1, 0, NOON, XLM, USD, DEAR), aTrade(2, 0, NOON.plusSeconds(60), XLM, USD, USUAL));
            new TradeStore(db.database()).insert(tx, trades, TradeSource.STREAM);
        });
        db.execute("update asset set is_valid = true");
        aggregate();
    }

    /** Makes all candles and windows, as the aggregator does. */
    private void aggregate() {
        db.database().commit(tx -> {
            make(tx);
            markets.saveLabels(tx, AS_OF);
            var saved = new SavedWindows(0, false);
            for (StoredWindow window : StoredWindow.values()) {
                saved = saved.plus(markets.saveAllWindows(tx, window, AS_OF));
            }
            markets.saveSnapshot(tx, AS_OF, saved, 0);
        });
    }

    private void make(Transaction tx) {
        DirtyMinutes dirty = candles.take(tx, 10);
        candles.make(tx, dirty);
        new CandleChangeStore().append(tx, dirty);
    }

    private void store(Trade... trades) {
        db.database().commit(tx -> new TradeStore(db.database()).insert(tx, List.of(trades), TradeSource.STREAM));
    }

    private static Trade sized(Trade trade, long base, long counter) {
        return new Trade(
                trade.id(),
                trade.ledgerCloseTime(),
                new TradeSide(XLM, new Amount(base), trade.base().party()),
                new TradeSide(USD, new Amount(counter), trade.counter().party()),
                trade.price(),
                trade.baseIsSeller(),
                trade.poolFee());
    }

    private List<Price> highs() {
        return db.database()
                .snapshot(tx -> listed.read(tx).orElseThrow().markets().stream()
                        .map(market -> market.prices().high())
                        .toList());
    }

    private List<Price> venueHighs() {
        return db.database()
                .snapshot(tx -> venues.read(tx, listed.read(tx).orElseThrow()).stream()
                        .flatMap(venue -> venue.prices().stream())
                        .map(prices -> prices.high())
                        .toList());
    }

    private List<Optional<String>> venuePools() {
        return db.database()
                .snapshot(tx -> venues.read(tx, listed.read(tx).orElseThrow()).stream()
                        .filter(venue -> venue.prices().isPresent())
                        .map(ListedVenue::poolId)
                        .toList());
    }

    /** As {@code aggregator rebuild} does. */
    private void replaceFloor(long stroops) {
        db.database().commit(tx -> {
            floors.replace(tx, stroops, Instant.EPOCH);
            tx.update("insert into change_mark (minute, trade_pair_id) select open_time, trade_pair_id from candle_1m");
            make(tx);
        });
    }

    @Test
    void anotherDustFloorReachesAMarketThatDoesNotTrade() {
        assertThat(highs()).as("both are dust: a side is below the floor").isEmpty();

        replaceFloor(15_000_000);
        assertThat(highs()).containsExactly(DEAR);
        assertThat(venueHighs()).containsExactly(DEAR);

        replaceFloor(50_000_000);
        assertThat(highs()).isEmpty();
        assertThat(venueHighs()).isEmpty();
    }

    /** One trade alone is no dust, and neither the first, last, highest nor lowest; volumes, counts and the prices of all trades stay as they are. */
    @Test
    void aRepairThatChangesOnlyAPriceWithoutDustReachesAMarketThatDoesNotTrade() {
        replaceFloor(15_000_000);
        store(aTrade(3, 0, NOON.plusSeconds(90), XLM, USD, new Price(1, 9)), aTrade(0, 1, NOON, XLM, USD, USUAL));
        store(sized(aTrade(4, 0, NOON.plusSeconds(95), XLM, USD, new Price(99, 1)), 1, 99));
        aggregate();
        assertThat(highs()).containsExactly(DEAR);
        assertThat(venueHighs()).containsExactly(DEAR);
        List<String> windows = db.rows("select * from market_window order by window_hours");

        repair("price_n = 8 where price_n = 9");
        assertThat(highs()).containsExactly(new Price(8, 1));
        assertThat(venueHighs()).containsExactly(new Price(8, 1));

        repair("liquidity_pool_id = '" + "ab".repeat(32) + "' where price_n = 8");
        assertThat(venuePools()).contains(Optional.of("ab".repeat(32)));
        assertThat(db.rows("select * from market_window order by window_hours"))
                .as("what markets.json shows")
                .isEqualTo(windows);
    }

    /** As the ingester leaves a trade that a page corrects, and what the aggregator makes of it. */
    private void repair(String change) {
        db.execute("update trade set " + change);
        db.execute("insert into change_mark (minute, trade_pair_id) select open_time, trade_pair_id from candle_1m"
                + " where open_time = '" + NOON + "'");
        aggregate();
    }

    @Test
    void pricesAreReadAgainOnlyWhenSomethingChanged() {
        replaceFloor(1);
        aggregate();
        assertThat(highs()).containsExactly(DEAR);

        db.execute("update candle_1m set ex_dust_high_n = 5 where ex_dust_high_n = 9");
        db.execute("update candle_1h set ex_dust_high_n = 5 where ex_dust_high_n = 9");
        db.execute("update candle_1d set ex_dust_high_n = 5 where ex_dust_high_n = 9");
        assertThat(highs()).as("as it was read").containsExactly(DEAR);
    }
}
