package org.stellarticker.db.candle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/** Lists a market's candles of any interval, ours and Horizon's. */
public final class MarketCandleStore {

    private static final Map<CandleInterval, String> LIST_FIRST = listing("asc");
    private static final Map<CandleInterval, String> LIST_LAST = listing("desc");

    private static final Map<CandleInterval, String> LIST_EMPTIED = ofEach(interval -> Sql.of(
            MarketCandleStore.class,
            "list-emptied",
            Map.of("part", interval.part().word(), "start", start(interval))));

    private static Map<CandleInterval, String> listing(String order) {
        return ofEach(interval -> Sql.of(
                MarketCandleStore.class,
                "list-market",
                Map.of(
                        "part",
                        interval.part().word(),
                        "candles",
                        candles(interval),
                        "most_parts",
                        Integer.toString(interval.mostParts()),
                        "columns",
                        CandleColumns.sumsAndPrices(),
                        "order",
                        order)));
    }

    private static Map<CandleInterval, String> ofEach(Function<CandleInterval, String> statement) {
        var statements = new EnumMap<CandleInterval, String>(CandleInterval.class);
        for (CandleInterval interval : CandleInterval.values()) {
            statements.put(interval, statement.apply(interval));
        }
        return statements;
    }

    /** Returns the SQL that makes candles of stored ones: those of a stored interval are the stored ones themselves. */
    private static String candles(CandleInterval interval) {
        return interval.mostParts() == 1
                ? "    table part"
                : Sql.of(
                        MarketCandleStore.class,
                        "merged-parts",
                        Map.of("part", interval.part().word(), "start", start(interval)));
    }

    /** Returns the SQL for the start of the interval that holds {@code open_time}. */
    private static String start(CandleInterval interval) {
        return switch (interval) {
            case MINUTE, HOUR, DAY -> "open_time";
            case WEEK -> "date_bin('168 hours', open_time, timestamptz '1970-01-05 00:00+00')";
            case MONTH -> "date_trunc('month', open_time, 'UTC')";
            case FIVE_MINUTES, FIFTEEN_MINUTES, FOUR_HOURS ->
                "date_bin('" + interval.length().toMinutes() + " minutes', open_time, timestamptz 'epoch')";
        };
    }

    /**
     * Lists the oldest candles that start in a range, oldest first: from trades since {@code ownFrom}; before it Horizon's,
     * or from trades where Horizon has none. Horizon has no candles of minutes.
     *
     * @param pair normalised
     * @param ownFrom start of the time whose trades are all stored
     * @param most above 0
     */
    public List<StoredCandle> listFirst(Transaction tx, TradePair pair, CandleRange range, Instant ownFrom, int most) {
        return list(tx, LIST_FIRST, pair, range, ownFrom, most);
    }

    /** Lists the newest candles that start in a range, as {@link #listFirst} does, oldest first. */
    public List<StoredCandle> listLast(Transaction tx, TradePair pair, CandleRange range, Instant ownFrom, int most) {
        return list(tx, LIST_LAST, pair, range, ownFrom, most).reversed();
    }

    private static List<StoredCandle> list(
            Transaction tx,
            Map<CandleInterval, String> statements,
            TradePair pair,
            CandleRange range,
            Instant ownFrom,
            int most) {
        CandleInterval interval = range.interval();
        List<StoredCandle> candles = tx.listReplanned(
                Objects.requireNonNull(statements.get(interval)),
                MarketCandleStore::read,
                pair.base().code(),
                pair.base().issuer(),
                pair.counter().code(),
                pair.counter().issuer(),
                interval.startNotBefore(range.from()),
                interval.startNotBefore(range.to()),
                ownFrom,
                // One more than asked for, so that the last one has all of its parts.
                most + 1L);
        return candles.subList(0, Math.min(candles.size(), most));
    }

    /**
     * Maps the intervals of a range of which candles lost all of their trades to the sum of these candles' revisions. Where trades
     * are left, the interval's candle has it in its own revision.
     *
     * @param pair normalised
     */
    public Map<Instant, Long> mapEmptied(Transaction tx, TradePair pair, CandleRange range) {
        CandleInterval interval = range.interval();
        var revisions = new HashMap<Instant, Long>();
        tx.list(
                Objects.requireNonNull(LIST_EMPTIED.get(interval)),
                columns -> revisions.put(Columns.instant(columns, "open_time"), columns.getLong("revision")),
                pair.base().code(),
                pair.base().issuer(),
                pair.counter().code(),
                pair.counter().issuer(),
                interval.startNotBefore(range.from()),
                interval.startNotBefore(range.to()));
        return revisions;
    }

    static StoredCandle read(ResultSet columns) throws SQLException {
        return new StoredCandle(
                columns.getBoolean("own") ? CandleSource.TRADES : CandleSource.HORIZON,
                Columns.instant(columns, "open_time"),
                columns.getBigDecimal("base_volume").movePointLeft(Amount.SCALE),
                columns.getBigDecimal("counter_volume").movePointLeft(Amount.SCALE),
                columns.getLong("trade_count"),
                ExDustColumns.prices(columns, ""),
                columns.getBoolean("dust_excluded"),
                columns.getLong("revision"));
    }
}
