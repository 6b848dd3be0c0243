package org.stellarticker.jsongenerator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Price;
import org.stellarticker.marketdata.legacy.LegacyPair;
import org.stellarticker.marketdata.legacy.OrderBookStats;

class PairJsonTest {

    private static final Instant CLOSE_TIME = Instant.parse("2026-08-29T15:58:15Z");

    @Test
    void pricesAreTurnedToBaseUnitsPerCounterUnitInTheLegacyOrderOfMembers() throws IOException {
        var day =
                stats("4.0000000", "8.5000000", 2, new Price(2, 1), new Price(4, 1), new Price(2, 1), new Price(4, 1));
        var week = stats("9", "30", 5, new Price(5, 1), new Price(8, 1), new Price(1, 1), new Price(4, 1));

        assertThat(written(new LegacyPair("XLM_USD", Optional.of(day), week, OrderBookStats.NONE)))
                .isEqualTo("""
                {
                "name": "XLM_USD",
                "base_volume": 4,
                "counter_volume": 8.5,
                "trade_count": 2,
                "open": 0.5,
                "low": 0.25,
                "high": 0.5,
                "change": -0.25,
                "base_volume_7d": 9,
                "counter_volume_7d": 30,
                "trade_count_7d": 5,
                "open_7d": 0.2,
                "low_7d": 0.125,
                "high_7d": 1,
                "change_7d": 0.05,
                "price": 0.25,
                "close": 0.25,
                "close_time": "2026-08-29T15:58:15Z",
                "bid_count": 0,
                "bid_volume": 0,
                "bid_max": 0,
                "ask_count": 0,
                "ask_volume": 0,
                "ask_min": 0,
                "spread": 0,
                "spread_mid_point": 0
                }""");
    }

    @Test
    void aDayWithoutATradeHasTheLastPriceOfTheWeek() throws IOException {
        var week = stats("9", "30", 5, new Price(5, 1), new Price(8, 1), new Price(1, 1), new Price(4, 1));

        assertThat(written(new LegacyPair("XLM_USD", Optional.empty(), week, OrderBookStats.NONE)))
                .contains("""
                "base_volume": 0,
                "counter_volume": 0,
                "trade_count": 0,
                "open": 0.25,
                "low": 0.25,
                "high": 0.25,
                "change": 0,
                "base_volume_7d": 9,
                """);
    }

    private static MarketStats stats(
            String base, String counter, long count, Price open, Price high, Price low, Price close) {
        return new MarketStats(
                new BigDecimal(base),
                new BigDecimal(counter),
                count,
                0,
                open,
                high,
                low,
                close,
                new TradeId(1, 0),
                new TradeId(2, 0),
                CLOSE_TIME.minusSeconds(60),
                CLOSE_TIME);
    }

    private static String written(LegacyPair pair) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var json = GoJson.generator(out, "")) {
            PairJson.write(json, pair);
        }
        return out.toString(UTF_8);
    }
}
