package org.stellarticker.marketdata.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
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
            candles.make(tx, candles.take(tx, 10));
            markets.saveLabels(tx, AS_OF);
            var saved = new SavedWindows(0, false);
            for (StoredWindow window : StoredWindow.values()) {
                saved = saved.plus(markets.saveAllWindows(tx, window, AS_OF));
            }
            markets.saveSnapshot(tx, AS_OF, saved, 0);
        });
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

    private void replaceFloor(long stroops) {
        db.database().commit(tx -> floors.replace(tx, stroops, Instant.EPOCH));
        db.execute("insert into change_mark (minute, trade_pair_id) select open_time, trade_pair_id from candle_1m");
    }

    @Test
    void anotherDustFloorReachesAMarketThatDoesNotTrade() {
        assertThat(highs()).as("both are dust: a side is below the floor").isEmpty();

        replaceFloor(15_000_000);
        assertThat(highs()).as("candles are still to be made anew").isEmpty();
        assertThat(venueHighs()).isEmpty();
        aggregate();
        assertThat(highs()).containsExactly(DEAR);
        assertThat(venueHighs()).containsExactly(DEAR);

        replaceFloor(1);
        db.database().snapshot(tx -> listed.read(tx));
        aggregate();
        assertThat(highs()).containsExactly(DEAR);

        replaceFloor(50_000_000);
        db.database().snapshot(tx -> listed.read(tx));
        aggregate();
        assertThat(highs()).isEmpty();
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
