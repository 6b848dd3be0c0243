package org.stellarticker.marketdata.price;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandlePrices;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.marketdata.Candles;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.part.VwapPart;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * The time-weighted average price of a market: the closing price of each candle without dust counts from the candle's end to
 * the end of the next one that traded, within the window and not beyond now. Candles are of a minute for windows of up to 7
 * days, of an hour for up to 366 days, else of a day.
 *
 * @param pair in the direction of the answer
 * @param from inclusive, whole microseconds
 * @param to exclusive, whole microseconds, not before {@code from}
 */
public record TwapPart(TradePair pair, Instant from, Instant to) implements SnapshotPart<TimeWeightedPrice> {

    private static final Candles CANDLES = new Candles();

    /** Terms are rounded far beyond the digits of the result. */
    private static final MathContext TERMS = new MathContext(60, RoundingMode.HALF_EVEN);

    private static final long NANOS = 1_000_000_000L;

    /** A candle before the window may be all dust; one of so many has a price, or none is known. */
    private static final int MOST_BEFORE = 100;

    @Override
    public TimeWeightedPrice read(SnapshotRead in) {
        CandleInterval interval = interval(Duration.between(from, to));
        return new TimeWeightedPrice(in.get(new VwapPart(pair, from, to)), twap(in, interval), interval);
    }

    private static CandleInterval interval(Duration window) {
        if (window.compareTo(Duration.ofDays(7)) <= 0) {
            return CandleInterval.MINUTE;
        }
        return window.compareTo(Duration.ofDays(366)) <= 0 ? CandleInterval.HOUR : CandleInterval.DAY;
    }

    /** Adds prices times nanoseconds. */
    private static final class Sum {

        private BigDecimal weighted = BigDecimal.ZERO;
        private BigDecimal time = BigDecimal.ZERO;

        void add(Price price, Instant begin, Instant end) {
            if (end.isAfter(begin)) {
                Duration length = Duration.between(begin, end);
                BigDecimal nanos = BigDecimal.valueOf(length.getSeconds())
                        .multiply(BigDecimal.valueOf(NANOS))
                        .add(BigDecimal.valueOf(length.getNano()));
                weighted = weighted.add(price.decimal(TERMS).multiply(nanos));
                time = time.add(nanos);
            }
        }

        Optional<BigDecimal> average() {
            return time.signum() == 0 ? Optional.empty() : Optional.of(weighted.divide(time, PlainDecimal.PRECISION));
        }
    }

    private Optional<BigDecimal> twap(SnapshotRead in, CandleInterval interval) {
        Instant end = to.isBefore(in.now()) ? to : in.now();
        Instant first = interval.start(from);
        Optional<Price> price =
                CANDLES
                        .newest(in.tx(), pair, new CandleRange(interval, Instant.EPOCH, first), MOST_BEFORE)
                        .reversed()
                        .stream()
                        .flatMap(candle -> close(candle).stream())
                        .findFirst();
        var sum = new Sum();
        Instant since = from;
        List<MarketCandle> candles = first.isBefore(end)
                ? CANDLES.list(in.tx(), pair, new CandleRange(interval, first, end), Integer.MAX_VALUE)
                : List.of();
        for (MarketCandle candle : candles) {
            Optional<Price> close = close(candle);
            if (close.isPresent() && !candle.closeTime().isAfter(end)) {
                Instant until = candle.closeTime();
                Instant begin = since;
                price.ifPresent(known -> sum.add(known, begin, until));
                since = until.isAfter(from) ? until : from;
                price = close;
            }
        }
        Instant begin = since;
        price.ifPresent(known -> sum.add(known, begin, end));
        return sum.average();
    }

    private static Optional<Price> close(MarketCandle candle) {
        return candle.prices().map(CandlePrices::close);
    }
}
