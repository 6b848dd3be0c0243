package org.stellarticker.marketdata.stream;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleChange;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.ChangedCandleStore;
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

    /** Minutes of candle changes in a read; a change of more is read by itself. */
    private static final long MINUTES = 2_000;

    private static final Wanted ALL =
            new Wanted(Set.of(Topic.TRADES, Topic.CORRECTIONS, Topic.MARKETS), Optional.empty(), Map.of());

    private final KnownPairs pairs = new KnownPairs();
    private final LogReader log = new LogReader(pairs);
    private final StateReader states = new StateReader(pairs);
    private final EventLog events = new EventLog();
    private final CandleChangeStore candleChanges = new CandleChangeStore();
    private final ChangedCandleStore candles = new ChangedCandleStore();

    /** A candle that changed, in the stored direction of its market. */
    public record PairCandle(TradePair pair, CandleInterval interval, MarketCandle candle) {}

    /**
     * How far a read came.
     *
     * @param end the position behind all that it passed on
     * @param more whether more may follow at once
     */
    public record Read(StreamPosition end, boolean more) {}

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

    /**
     * Reads what was changed after a position, and passes it on while it reads: a change may cover a million candles.
     *
     * @param changes takes entries of the log, some thousand at most, then markets; in the stored directions of their markets
     * @param candles takes candles of the intervals that are stored
     */
    public Read read(
            Transaction tx, StreamPosition after, Consumer<StreamChange> changes, Consumer<PairCandle> candles) {
        LogReader.Page entries = log.read(tx, after, ALL);
        entries.changes().forEach(changes);
        StreamPosition end = after.with(entries.end());
        if (entries.more()) {
            return new Read(end, /* more= */ true);
        }
        StateReader.Page markets = states.changedMarkets(tx, end, ALL);
        markets.changes().forEach(changes);
        List<CandleChange> found = nextCandleChanges(tx, after.candles());
        if (found.isEmpty()) {
            return new Read(markets.end(), /* more= */ false);
        }
        pass(tx, found, candles);
        long last = found.getLast().position();
        return new Read(markets.end().withCandles(last, after.completeTo()), last < candleChanges.position(tx));
    }

    /** Lists the changes of candles that a read takes: some small ones, or a large one by itself. */
    private List<CandleChange> nextCandleChanges(Transaction tx, long position) {
        var found = new ArrayList<CandleChange>();
        long last = position;
        long minutes = 0;
        while (found.size() < CANDLE_CHANGES) {
            Optional<CandleChange> next =
                    candleChanges.listAfter(tx, last, 1).stream().findFirst();
            minutes += next.map(CandleChange::countMinutes).orElse(0L);
            if (next.isEmpty() || (!found.isEmpty() && minutes > MINUTES)) {
                break;
            }
            found.add(next.get());
            last = next.get().position();
        }
        return found;
    }

    private void pass(Transaction tx, List<CandleChange> found, Consumer<PairCandle> to) {
        Set<Integer> changed = found.stream()
                .flatMap(change -> change.minutes().keySet().stream())
                .collect(toSet());
        Map<Integer, TradePair> known = pairs.of(tx, changed);
        for (CandleInterval interval : CandleInterval.stored()) {
            candles.forEach(
                    tx,
                    interval,
                    found,
                    candle -> Optional.ofNullable(known.get(candle.pairId()))
                            .map(pair -> new PairCandle(pair, interval, Candles.candle(candle.candle(), interval)))
                            .ifPresent(to));
        }
    }
}
