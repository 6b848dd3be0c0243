package org.stellarticker.marketdata;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleRange;

/** Gives the candles of a question as a chart needs them: so many at most, with or without the intervals that had no trade. */
public final class CandleSeries {

    private final Candles candles = new Candles();
    private final MarketCoverage coverage = new MarketCoverage();

    /**
     * Candles that somebody wants.
     *
     * @param pair in the direction of the answer
     * @param from candles that open earlier are left out; when empty, the newest candles are wanted
     * @param to candles that open then or later are left out
     * @param limit the largest number of candles, above 0
     * @param untraded which intervals without a trade are wanted, too
     */
    public record Question(
            TradePair pair, CandleInterval interval, Optional<Instant> from, Instant to, int limit, Untraded untraded) {

        private CandleRange range() {
            return new CandleRange(interval, from.orElse(Instant.EPOCH), to);
        }
    }

    /** Intervals without a trade. */
    public enum Untraded {
        NONE,
        /** Those that had a trade until a repair. */
        EMPTIED,
        ALL
    }

    /**
     * An answer.
     *
     * @param candles in the order of time
     * @param coverage of all of their time; empty without a candle
     * @param next from when to go on; empty when there is no more, or the newest were wanted
     */
    public record Page(List<MarketCandle> candles, Optional<WindowCoverage> coverage, Optional<Instant> next) {}

    /** Reads the candles of a question. */
    public Page read(Transaction tx, Question asked) {
        List<MarketCandle> found = switch (asked.untraded()) {
            case NONE -> traded(tx, asked);
            case EMPTIED -> withEmptied(tx, asked);
            case ALL -> filled(tx, asked);
        };
        boolean more = asked.from().isPresent() && found.size() > asked.limit();
        List<MarketCandle> page = more ? found.subList(0, asked.limit()) : found;
        if (page.isEmpty()) {
            return new Page(List.of(), Optional.empty(), Optional.empty());
        }
        Instant end = page.getLast().closeTime();
        return new Page(
                List.copyOf(page),
                Optional.of(coverage.over(tx, asked.pair(), page.getFirst().openTime(), end)),
                more ? Optional.of(end) : Optional.empty());
    }

    private List<MarketCandle> traded(Transaction tx, Question asked) {
        return asked.from().isPresent()
                ? candles.list(tx, asked.pair(), asked.range(), asked.limit() + 1)
                : candles.newest(tx, asked.pair(), asked.range(), asked.limit());
    }

    private List<MarketCandle> withEmptied(Transaction tx, Question asked) {
        List<MarketCandle> traded = traded(tx, asked);
        var all = new TreeMap<Instant, MarketCandle>();
        candles.mapEmptied(tx, asked.pair(), asked.range())
                .forEach((start, revision) -> all.put(start, MarketCandle.untraded(asked.interval(), start, revision)));
        traded.forEach(candle -> all.put(candle.openTime(), candle));
        List<MarketCandle> found = List.copyOf(all.values());
        return asked.from().isPresent()
                ? found.subList(0, Math.min(found.size(), asked.limit() + 1))
                : found.subList(Math.max(0, found.size() - asked.limit()), found.size());
    }

    private List<MarketCandle> filled(Transaction tx, Question asked) {
        List<Instant> starts = starts(asked);
        if (starts.isEmpty()) {
            return List.of();
        }
        var range = new CandleRange(
                asked.interval(), starts.getFirst(), asked.interval().end(starts.getLast()));
        Map<Instant, MarketCandle> traded = candles.list(tx, asked.pair(), range, starts.size()).stream()
                .collect(toMap(MarketCandle::openTime, Function.identity()));
        Map<Instant, Long> emptied = candles.mapEmptied(tx, asked.pair(), range);
        return starts.stream()
                .map(start -> Optional.ofNullable(traded.get(start))
                        .orElseGet(
                                () -> MarketCandle.untraded(asked.interval(), start, emptied.getOrDefault(start, 0L))))
                .toList();
    }

    /** Lists the intervals of an answer: one more than wanted when there are more after it. */
    private static List<Instant> starts(Question asked) {
        CandleInterval interval = asked.interval();
        var starts = new ArrayList<Instant>();
        if (asked.from().isPresent()) {
            for (Instant start = interval.startNotBefore(asked.from().get());
                    start.isBefore(asked.to()) && starts.size() <= asked.limit();
                    start = interval.end(start)) {
                starts.add(start);
            }
            return starts;
        }
        Instant start = interval.start(asked.to().minusNanos(1));
        while (starts.size() < asked.limit() && !start.isBefore(Instant.EPOCH)) {
            starts.addFirst(start);
            start = interval.start(start.minusNanos(1));
        }
        return starts;
    }
}
