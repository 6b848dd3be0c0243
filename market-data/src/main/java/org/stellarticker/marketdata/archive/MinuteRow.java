package org.stellarticker.marketdata.archive;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.candle.CandleSource;
import org.stellarticker.marketdata.MarketCandle;

/** An archived candle of a minute, or several of one interval that are merged, in the stored direction. */
record MinuteRow(
        Instant openTime,
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        long tradeCount,
        long revision,
        Optional<CandlePrices> prices) {

    /** The columns of the archive that {@link #read} wants. */
    static final String COLUMNS = """
            epoch_us(open_time), base_volume, counter_volume, trade_count, revision, ex_dust_open_n, ex_dust_open_d,
            ex_dust_high_n, ex_dust_high_d, ex_dust_low_n, ex_dust_low_d, ex_dust_close_n, ex_dust_close_d""";

    private static final int PRICES = 5;

    /** Of equal prices that are written differently, the database takes the same one, too. */
    private static final Comparator<Price> ORDER =
            Comparator.<Price>naturalOrder().thenComparingLong(Price::n).thenComparingLong(Price::d);

    static MinuteRow read(List<String> row) {
        boolean traded = !row.get(PRICES).equals(ArchivedRows.NONE);
        return new MinuteRow(
                Instant.EPOCH.plus(Long.parseLong(row.getFirst()), ChronoUnit.MICROS),
                new BigDecimal(row.get(1)).movePointLeft(Amount.SCALE),
                new BigDecimal(row.get(2)).movePointLeft(Amount.SCALE),
                Long.parseLong(row.get(3)),
                Long.parseLong(row.get(4)),
                traded
                        ? Optional.of(new CandlePrices(price(row, 0), price(row, 1), price(row, 2), price(row, 3)))
                        : Optional.empty());
    }

    private static Price price(List<String> row, int number) {
        int at = PRICES + 2 * number;
        return new Price(Long.parseLong(row.get(at)), Long.parseLong(row.get(at + 1)));
    }

    /** Returns the sum of this and a later one of the same interval. */
    MinuteRow plus(MinuteRow later) {
        return new MinuteRow(
                openTime,
                baseVolume.add(later.baseVolume),
                counterVolume.add(later.counterVolume),
                tradeCount + later.tradeCount,
                revision + later.revision,
                prices.isEmpty()
                        ? later.prices
                        : prices.map(first -> later.prices
                                .map(last -> new CandlePrices(
                                        first.open(),
                                        BinaryOperator.maxBy(ORDER).apply(first.high(), last.high()),
                                        BinaryOperator.minBy(ORDER).apply(first.low(), last.low()),
                                        last.close()))
                                .orElse(first)));
    }

    MarketCandle candle(CandleInterval interval, Instant dustFrom) {
        Instant start = interval.start(openTime);
        return new MarketCandle(
                CandleSource.TRADES,
                start,
                interval.end(start),
                prices,
                baseVolume,
                counterVolume,
                tradeCount,
                !start.isBefore(dustFrom),
                revision);
    }
}
