package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.Price;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.SavedWindows;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** The views for analysts, and the example queries of docs/analysts.md. */
class AnalystsIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Pattern EXAMPLE = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    @BeforeEach
    void aTradeWithItsCandlesAndWindow() {
        db.clear();
        var trades = new TradeStore(db.database());
        var candles = new CandleStore();
        var markets = new MarketStore();
        db.database().commit(tx -> {
            trades.insert(tx, List.of(aTrade(7, 0, NOON, XLM, EUR, new Price(1, 8))), TradeSource.PAGE);
            candles.make(tx, candles.take(tx, 10));
            markets.saveAllWindows(tx, StoredWindow.DAY, NOON.plus(Duration.ofHours(1)));
            markets.saveSnapshot(tx, NOON.plus(Duration.ofHours(1)), SavedWindows.NONE, 0);
        });
    }

    @Test
    void viewsShowUnitsAndDecimalPrices() {
        assertThat(db.rows("""
                        select base_code, counter_code, counter_issuer = '%s', base_amount, counter_amount, round(price, 3),
                            ingested_from, trade_id
                        from readable_trade
                        """.formatted(EUR.issuer())))
                .containsExactly("XLM\tEURT\tt\t2.0000000\t0.2500000\t0.125\tpage\t30064775169-0");
        assertThat(db.rows("""
                        select interval, extract(epoch from close_time - open_time)::int, round(close, 3), round(vwap, 3),
                            base_volume, trade_count, dust_count, round(ex_dust_low, 3)
                        from readable_candle
                        order by 2
                        """))
                .containsExactly(
                        "1m\t60\t0.125\t0.125\t2.0000000\t1\t0\t0.125",
                        "1h\t3600\t0.125\t0.125\t2.0000000\t1\t0\t0.125",
                        "1d\t86400\t0.125\t0.125\t2.0000000\t1\t0\t0.125");
        assertThat(db.rows("""
                        select window_hours, base_code, is_valid, round(open, 3), counter_volume, trade_count, best_bid
                        from readable_market
                        """)).containsExactly("24\tXLM\tf\t0.125\t0.2500000\t1\tnull");
    }

    @Test
    void everyExampleOfTheDocumentRuns() throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/analysts.md")))
                .results()
                .map((MatchResult found) -> found.group(1).strip())
                .toList();

        assertThat(examples).hasSizeGreaterThan(3);
        for (String example : examples) {
            assertThatCode(() -> db.rows(example.replaceFirst(";$", "")))
                    .as(example)
                    .doesNotThrowAnyException();
        }
    }
}
