package org.stellarticker.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.marketdata.reference.UsdBridge;
import org.stellarticker.marketdata.reference.UsdRate;
import org.stellarticker.marketdata.reference.UsdRates;
import org.stellarticker.marketdata.reference.UsdSum;

/** Values in US dollars, through XLM to a reference of the dollar. */
class UsdBridgeIT {

    private static final Instant NOW = NOON.plusSeconds(30);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @BeforeAll
    static void store() {
        List<Trade> trades = List.of(
                // XLM at 0.5 dollars two minutes ago, at 0.25 in the minute that is not over.
                aTrade(1, 0, NOON.minusSeconds(110), XLM, USD, new Price(1, 2)),
                aTrade(9, 0, NOON.plusSeconds(1), XLM, USD, new Price(1, 4)),
                // The euro at 3 XLM an hour ago; since then a crumb only.
                aTrade(2, 0, NOON.minus(Duration.ofHours(1)), EUR, XLM, new Price(3, 1)),
                crumb(aTrade(3, 0, NOON.minusSeconds(120), EUR, XLM, new Price(1000, 1))),
                // A bitcoin is sold for dollars only.
                aTrade(4, 0, NOON.minusSeconds(200), BTC, USD, new Price(90_000, 1)));
        var markets = new MarketStore();
        var candles = new CandleStore();
        db.database().commit(tx -> new DustFloorStore().bind(tx, 1000));
        db.database().commit(tx -> new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE));
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 1000)));
        db.database().commit(tx -> markets.saveAllWindows(tx, StoredWindow.WEEK, NOW));
    }

    private static Trade crumb(Trade trade) {
        return new Trade(
                trade.id(),
                trade.ledgerCloseTime(),
                new TradeSide(trade.base().asset(), new Amount(1), trade.base().party()),
                new TradeSide(
                        trade.counter().asset(),
                        new Amount(999),
                        trade.counter().party()),
                trade.price(),
                trade.baseIsSeller(),
                trade.poolFee());
    }

    private static UsdRates rates() {
        return db.database().snapshot(tx -> new UsdBridge(List.of(USD)).read(tx, NOW));
    }

    @Test
    void theNativeAssetHasTheVwapOfTheLastFinishedMinute() {
        UsdRate rate = rates().find(XLM).orElseThrow();

        assertThat(rate.value(new BigDecimal(10), MathContext.DECIMAL64)).isEqualByComparingTo("5");
        assertThat(rate.path()).extracting(UsdRate.Step::pair).containsExactly(new TradePair(XLM, USD));
        assertThat(rate.asOf()).contains(NOON.minusSeconds(120));
    }

    @Test
    void anyOtherAssetGoesThroughTheNativeOneAndNamesItsPath() {
        UsdRate rate = rates().find(EUR).orElseThrow();

        assertThat(rate.value(new BigDecimal(2), MathContext.DECIMAL64)).isEqualByComparingTo("3");
        assertThat(rate.path())
                .extracting(UsdRate.Step::pair)
                .containsExactly(new TradePair(EUR, XLM), new TradePair(XLM, USD));
        assertThat(rate.asOf()).contains(NOON.minus(Duration.ofHours(1)));
    }

    @Test
    void aReferenceIsADollar() {
        UsdRate rate = rates().find(USD).orElseThrow();

        assertThat(rate.value(new BigDecimal("7.5"), MathContext.DECIMAL64)).isEqualByComparingTo("7.5");
        assertThat(rate.path()).isEmpty();
        assertThat(rate.asOf()).isEmpty();
    }

    @Test
    void whatCannotBePricedIsCountedApart() {
        UsdRates rates = rates();
        UsdSum sum = UsdSum.NONE
                .plus(EUR, BigDecimal.ONE, rates, MathContext.DECIMAL64)
                .plus(BTC, BigDecimal.ONE, rates, MathContext.DECIMAL64)
                .plus(USD, BigDecimal.ONE, rates, MathContext.DECIMAL64);

        assertThat(rates.find(BTC)).isEmpty();
        assertThat(sum.dollars()).isEqualByComparingTo("2.5");
        assertThat(sum.priced()).isEqualTo(2);
        assertThat(sum.unpriced()).isEqualTo(1);
    }

    @Test
    void aReferenceWithoutAMarketIsPassedOver() {
        UsdRates rates = db.database().snapshot(tx -> new UsdBridge(List.of(BTC, USD)).read(tx, NOW));

        assertThat(rates.find(XLM).orElseThrow().path())
                .extracting(UsdRate.Step::pair)
                .containsExactly(new TradePair(XLM, USD));
    }

    @Test
    void withoutARateOfTheDollarNothingHasAValue() {
        UsdRates before = db.database().snapshot(tx -> new UsdBridge(List.of(USD)).read(tx, NOON.minusSeconds(121)));

        assertThat(before.find(XLM)).isEmpty();
        assertThat(before.find(EUR)).isEmpty();
    }
}
