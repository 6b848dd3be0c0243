package org.stellarticker.e2e.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Database;
import org.stellarticker.e2e.oracle.OracleCandle;

/** The candle tables as they are, row by row. */
final class StoredCandles {

    static final Map<String, Duration> INTERVALS = Map.of(
            "candle_1m", Duration.ofMinutes(1), "candle_1h", Duration.ofHours(1), "candle_1d", Duration.ofDays(1));

    private static final String SELECT = """
            select base.code as base_code, base.issuer as base_issuer,
                   counter.code as counter_code, counter.issuer as counter_issuer,
                   extract(epoch from open_time)::bigint as opened, candle.*
            from candle_table as candle
            join trade_pair using (trade_pair_id)
            join asset as base on base.asset_id = base_asset_id
            join asset as counter on counter.asset_id = counter_asset_id
            """;

    private StoredCandles() {}

    static Map<OracleCandle.Key, OracleCandle> of(Database database, String table) {
        var candles = new LinkedHashMap<OracleCandle.Key, OracleCandle>();
        database.snapshot(tx -> tx.list(SELECT.replace("candle_table", table), row -> {
            var pair = new TradePair(
                    asset(row.getString("base_code"), row.getString("base_issuer")),
                    asset(row.getString("counter_code"), row.getString("counter_issuer")));
            var candle = new OracleCandle(
                    row.getBigDecimal("base_volume").toBigIntegerExact(),
                    row.getBigDecimal("counter_volume").toBigIntegerExact(),
                    row.getLong("trade_count"),
                    new Price(row.getLong("open_n"), row.getLong("open_d")),
                    new Price(row.getLong("high_n"), row.getLong("high_d")),
                    new Price(row.getLong("low_n"), row.getLong("low_d")),
                    new Price(row.getLong("close_n"), row.getLong("close_d")));
            candles.put(new OracleCandle.Key(pair, Instant.ofEpochSecond(row.getLong("opened"))), candle);
            return candle;
        }));
        return candles;
    }

    private static Asset asset(String code, String issuer) {
        return issuer.equals("native") ? NativeAsset.XLM : Asset.issued(code, issuer);
    }
}
