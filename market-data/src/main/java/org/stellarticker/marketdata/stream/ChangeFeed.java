package org.stellarticker.marketdata.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleChange;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.MadeCandle;
import org.stellarticker.db.candle.MadeCandleStore;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.marketdata.Candles;
import org.stellarticker.marketdata.MarketCandle;

/**
 * Reads all that changes of all markets, for one reader that keeps its position: trades and corrections of the event log, then
 * the states of markets and of stored candles. For use by one thread.
 */
public final class ChangeFeed {

    /** Changes of candles in a read; each is of one transaction of the aggregator. */
    private static final int CANDLE_CHANGES = 20;

    private static final Wanted ALL =
            new Wanted(Set.of(Topic.TRADES, Topic.CORRECTIONS, Topic.MARKETS), Optional.empty(), Map.of());

    private final KnownPairs pairs = new KnownPairs();
    private final LogReader log = new LogReader(pairs);
    private final StateReader states = new StateReader(pairs);
    private final EventLog events = new EventLog();
    private final CandleChangeStore candleChanges = new CandleChangeStore();
    private final MadeCandleStore candles = new MadeCandleStore();

    /** A candle in the stored direction of its market, which a change made anew. */
    public record ChangedCandle(TradePair pair, CandleInterval interval, MarketCandle candle) {}

    /**
     * What a read found.
     *
     * @param changes in the stored directions of their markets: entries of the log, then markets
     * @param candles of the intervals that are stored
     * @param end the position behind all of them
     * @param more whether more may follow at once
     */
    public record Batch(List<StreamChange> changes, List<ChangedCandle> candles, StreamPosition end, boolean more) {}

    /** Returns the position before all that is kept. */
    public StreamPosition oldest(Transaction tx) {
        long first = events.kept(tx).map(EventLog.Kept::oldest).orElseGet(() -> events.position(tx) + 1);
        long candle = candleChanges.oldest(tx).map(oldest -> oldest - 1).orElseGet(() -> candleChanges.position(tx));
        return new StreamPosition(
                new StreamPosition.LogPosition(first, 0), Instant.EPOCH, /* generation= */ 0, candle, Instant.EPOCH);
    }

    /** Returns whether all that followed a position is still there. */
    public boolean isKept(Transaction tx, StreamPosition position) {
        return log.isKept(tx, position.log()) && states.isKept(tx, position);
    }

    /** Returns when the last event before a position happened; empty when it is no longer kept, or there is none. */
    public Optional<Instant> lastEventAt(Transaction tx, StreamPosition position) {
        long last = position.lastEvent();
        return events.listAfter(tx, last - 1, 1).stream()
                .filter(event -> event.position() == last)
                .map(event -> event.happenedAt())
                .findFirst();
    }

    /** Reads what was changed after a position, of which at most some thousand changes. */
    public Batch read(Transaction tx, StreamPosition after) {
        LogReader.Page entries = log.read(tx, after, ALL);
        var changes = new ArrayList<>(entries.changes());
        StreamPosition end = after.with(entries.end());
        if (entries.more()) {
            return new Batch(changes, List.of(), end, /* more= */ true);
        }
        StateReader.Page markets = states.changedMarkets(tx, end, ALL);
        changes.addAll(markets.changes());
        List<CandleChange> made = candleChanges.listAfter(tx, after.candles(), CANDLE_CHANGES);
        StreamPosition withMarkets = markets.end();
        return new Batch(
                changes,
                candles(tx, made),
                made.isEmpty()
                        ? withMarkets
                        : withMarkets.withCandles(made.getLast().position(), after.completeTo()),
                made.size() == CANDLE_CHANGES);
    }

    private List<ChangedCandle> candles(Transaction tx, List<CandleChange> made) {
        if (made.isEmpty()) {
            return List.of();
        }
        List<MadeCandle> found = CandleInterval.stored().stream()
                .flatMap(interval -> candles.list(tx, interval, made).stream())
                .toList();
        Map<Integer, TradePair> known =
                pairs.of(tx, found.stream().map(MadeCandle::pairId).distinct().toList());
        return found.stream()
                .flatMap(candle -> Optional.ofNullable(known.get(candle.pairId()))
                        .map(pair -> new ChangedCandle(
                                pair, candle.interval(), Candles.candle(candle.candle(), candle.interval())))
                        .stream())
                .toList();
    }
}
