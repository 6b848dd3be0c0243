package org.stellarticker.e2e.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.TestDatabase;

/** The candle tables as they are. */
final class StoredCandles {

    private final TestDatabase database;

    StoredCandles(TestDatabase database) {
        this.database = database;
    }

    /** Volumes in units, prices counter per base. */
    record Candle(
            Instant openTime,
            BigDecimal baseVolume,
            BigDecimal counterVolume,
            long tradeCount,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close) {

        /** With a later one of the same market. */
        Candle plus(Candle later) {
            return new Candle(
                    openTime,
                    baseVolume.add(later.baseVolume),
                    counterVolume.add(later.counterVolume),
                    tradeCount + later.tradeCount,
                    open,
                    high.max(later.high),
                    low.min(later.low),
                    later.close);
        }

        Candle at(Instant otherOpenTime) {
            return new Candle(otherOpenTime, baseVolume, counterVolume, tradeCount, open, high, low, close);
        }
    }

    /**
     * A market's candles in the order of time.
     *
     * @param market its members {@code base} and {@code counter} are {@code CODE:ISSUER}
     * @param from inclusive
     * @param to exclusive
     */
    List<Candle> list(JsonNode market, CandleInterval interval, Instant from, Instant to) {
        Asset base = Golden.asset(market.get("base").asText());
        Asset counter = Golden.asset(market.get("counter").asText());
        return database
                .rows("""
                select extract(epoch from open_time)::bigint, base_volume, counter_volume, trade_count,
                    open_n, open_d, high_n, high_d, low_n, low_d, close_n, close_d
                from candle_%s
                join trade_pair using (trade_pair_id)
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                where base.code = '%s' and base.issuer = '%s' and counter.code = '%s' and counter.issuer = '%s'
                    and open_time >= '%s' and open_time < '%s'
                order by open_time
                """.formatted(
                        interval.word(), base.code(), base.issuer(), counter.code(), counter.issuer(), from, to))
                .stream()
                .map(StoredCandles::candle)
                .toList();
    }

    private static Candle candle(String row) {
        String[] columns = row.split("\t", -1);
        return new Candle(
                Instant.ofEpochSecond(Long.parseLong(columns[0])),
                new BigDecimal(columns[1]).movePointLeft(Amount.SCALE),
                new BigDecimal(columns[2]).movePointLeft(Amount.SCALE),
                Long.parseLong(columns[3]),
                price(columns, 4),
                price(columns, 6),
                price(columns, 8),
                price(columns, 10));
    }

    private static BigDecimal price(String[] columns, int n) {
        return new BigDecimal(columns[n]).divide(new BigDecimal(columns[n + 1]), MathContext.DECIMAL128);
    }
}
