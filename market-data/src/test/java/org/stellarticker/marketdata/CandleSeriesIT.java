package org.stellarticker.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

class CandleSeriesIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final CandleSeries series = new CandleSeries();

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    @Test
    void aFilledIntervalThatARepairEmptiedGoesOnWithItsRevision() {
        store(1, 0);
        store(2, 10);
        store(3, 360);
        assertThat(filled(CandleInterval.MINUTE, 8))
                .containsExactly("2 2", "0 0", "0 0", "0 0", "0 0", "0 0", "1 1", "0 0");

        db.execute("delete from trade where ledger_close_time < '" + NOON.plusSeconds(60) + "'");
        db.execute(
                "insert into change_mark (minute, trade_pair_id) select '" + NOON + "', trade_pair_id from trade_pair");
        make();

        assertThat(filled(CandleInterval.MINUTE, 8))
                .containsExactly("0 3", "0 0", "0 0", "0 0", "0 0", "0 0", "1 1", "0 0");
        assertThat(filled(CandleInterval.FIVE_MINUTES, 2)).containsExactly("0 3", "1 1");
        assertThat(filled(CandleInterval.HOUR, 1))
                .as("another trade of its own is left")
                .containsExactly("1 4");
    }

    private void store(long ledger, int seconds) {
        db.database()
                .commit(tx -> new TradeStore(db.database())
                        .insert(tx, List.of(aTrade(ledger, 0, NOON.plusSeconds(seconds))), TradeSource.PAGE));
        make();
    }

    private static void make() {
        var candles = new CandleStore();
        db.database().commit(tx -> candles.make(tx, candles.take(tx, 10)));
    }

    /** The trades and the revision of each of the intervals from noon on. */
    private List<String> filled(CandleInterval interval, int count) {
        var question = new CandleSeries.Question(
                TradePair.normalised(XLM, USD),
                interval,
                Optional.of(NOON),
                NOON.plus(interval.length().multipliedBy(count)),
                count,
                CandleSeries.Untraded.ALL);
        return db.database().snapshot(tx -> series.read(tx, question)).candles().stream()
                .map(candle -> candle.tradeCount() + " " + candle.revision())
                .toList();
    }
}
