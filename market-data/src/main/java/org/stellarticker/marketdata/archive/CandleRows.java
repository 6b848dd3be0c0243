package org.stellarticker.marketdata.archive;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.candle.CandleSource;
import org.stellarticker.marketdata.MarketCandle;

/** Makes candles of any interval of the archive's candles of a minute, in the stored direction. */
final class CandleRows {

    private static final int PRICES = 5;

    private CandleRows() {}

    /**
     * Returns the query of a market's oldest candles.
     *
     * @param from the files
     * @param which the condition of the minutes
     */
    static String query(String from, String which, CandleInterval interval, int most) {
        return """
                select start, sum(base_volume), sum(counter_volume), sum(trade_count), sum(revision),
                    arg_min(ex_dust_open_n, open_time), arg_min(ex_dust_open_d, open_time),
                    struct_extract(max(high), 'n'), struct_extract(max(high), 'd'),
                    struct_extract(min(low), 'n'), struct_extract(min(low), 'd'),
                    arg_max(ex_dust_close_n, open_time), arg_max(ex_dust_close_d, open_time)
                from (select *, %s as start, %s as high, %s as low from %s where %s)
                group by start
                order by start
                limit %d
                """.formatted(start(interval), ordered("ex_dust_high"), ordered("ex_dust_low"), from, which, most);
    }

    /** Returns the expression of the begin of a minute's interval, in microseconds. */
    private static String start(CandleInterval interval) {
        return switch (interval) {
            case WEEK -> "epoch_us(date_trunc('week', open_time))";
            case MONTH -> "epoch_us(date_trunc('month', open_time))";
            default ->
                "epoch_us(open_time) // %1$d * %1$d".formatted(interval.length().toSeconds() * 1_000_000);
        };
    }

    /**
     * Returns the expression of a price that orders as its exact value does: its whole part, and two times 63 bits of the rest,
     * by which any two prices differ. Of equal ones that are written differently, the database takes the same one, too.
     */
    private static String ordered(String price) {
        return """
                case when %1$s_n is not null then {
                    'whole': %1$s_n // %1$s_d,
                    'upper': (%1$s_n %% %1$s_d)::hugeint * %2$s // %1$s_d,
                    'lower': ((%1$s_n %% %1$s_d)::hugeint * %2$s %% %1$s_d) * %2$s // %1$s_d,
                    'n': %1$s_n,
                    'd': %1$s_d
                } end""".formatted(price, "9223372036854775808");
    }

    static MarketCandle read(List<String> row, CandleInterval interval, Instant dustFrom) {
        Instant start = Instant.EPOCH.plus(Long.parseLong(row.getFirst()), ChronoUnit.MICROS);
        boolean traded = !row.get(PRICES).equals(ArchivedRows.NONE);
        return new MarketCandle(
                CandleSource.TRADES,
                start,
                interval.end(start),
                traded
                        ? Optional.of(new CandlePrices(price(row, 0), price(row, 1), price(row, 2), price(row, 3)))
                        : Optional.empty(),
                new BigDecimal(row.get(1)).movePointLeft(Amount.SCALE),
                new BigDecimal(row.get(2)).movePointLeft(Amount.SCALE),
                Long.parseLong(row.get(3)),
                !start.isBefore(dustFrom),
                Long.parseLong(row.get(4)));
    }

    private static Price price(List<String> row, int number) {
        int at = PRICES + 2 * number;
        return new Price(Long.parseLong(row.get(at)), Long.parseLong(row.get(at + 1)));
    }
}
