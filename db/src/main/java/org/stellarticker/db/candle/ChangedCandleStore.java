package org.stellarticker.db.candle;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/** Reads the candles that changed, of all markets by one statement for each stored interval. */
public final class ChangedCandleStore {

    private static final Map<CandleInterval, String> LIST = CandleInterval.stored().stream()
            .collect(toUnmodifiableMap(
                    interval -> interval,
                    interval -> Sql.of(ChangedCandleStore.class, "list-changed", Map.of("part", interval.word()))));

    /**
     * Passes the candles of an interval that hold changed minutes to an action, as they are now: each once, in the order of the
     * markets' ids and of time. They may be very many, of which only some hundred are in memory.
     *
     * @param interval a stored one
     */
    public void forEach(
            Transaction tx, CandleInterval interval, Collection<CandleChange> changes, Consumer<ChangedCandle> action) {
        List<Map.Entry<Integer, CandleChange.Minutes>> ranges = changes.stream()
                .flatMap(change -> change.minutes().entrySet().stream())
                .toList();
        tx.forEachReplanned(
                Objects.requireNonNull(LIST.get(interval)),
                columns ->
                        new ChangedCandle(columns.getInt("trade_pair_id"), interval, MarketCandleStore.read(columns)),
                action,
                ranges.stream().mapToInt(Map.Entry::getKey).toArray(),
                starts(ranges, interval, CandleChange.Minutes::first),
                starts(ranges, interval, CandleChange.Minutes::last));
    }

    private static long[] starts(
            List<Map.Entry<Integer, CandleChange.Minutes>> ranges,
            CandleInterval interval,
            Function<CandleChange.Minutes, Instant> edge) {
        return ranges.stream()
                .map(range -> interval.start(edge.apply(range.getValue())))
                .mapToLong(Instant::getEpochSecond)
                .toArray();
    }
}
