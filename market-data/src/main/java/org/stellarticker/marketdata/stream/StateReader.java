package org.stellarticker.marketdata.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleChange;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.market.KnownMarket;
import org.stellarticker.db.market.MarketChangeStore;
import org.stellarticker.db.market.MarketSnapshot;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.marketdata.CandleSeries;
import org.stellarticker.marketdata.CandleSeries.Untraded;
import org.stellarticker.marketdata.MarketSummaries;
import org.stellarticker.marketdata.MarketSummary;
import org.stellarticker.marketdata.stream.StreamChange.CandleState;
import org.stellarticker.marketdata.stream.StreamChange.MarketState;

/** Reads the newest states of markets and candles that changed. */
final class StateReader {

    private static final int HOURS = 24;

    /** Changes in a statement; each is of one transaction of the aggregator. */
    private static final int CHANGES = 1_000;

    /** The newest candles that are reported of a market and interval at once; a correction names older ones. */
    private static final int CANDLES = 1_000;

    /** The candles of a snapshot: the last one may have begun just now. */
    private static final int NEWEST = 2;

    private final MarketStore markets = new MarketStore();
    private final MarketChangeStore marketChanges = new MarketChangeStore();
    private final MarketSummaries summaries = new MarketSummaries();
    private final CandleChangeStore candleChanges = new CandleChangeStore();
    private final CandleSeries candles = new CandleSeries();
    private final CoverageStore coverage = new CoverageStore();
    private final KnownPairs pairs;

    StateReader(KnownPairs pairs) {
        this.pairs = pairs;
    }

    /**
     * Some states.
     *
     * @param end the position behind them
     */
    record Page(List<StreamChange> changes, StreamPosition end) {}

    /** Reads the markets that changed; all when any may have. */
    Page changedMarkets(Transaction tx, StreamPosition after, Wanted wanted) {
        Optional<MarketSnapshot> snapshot = markets.findSnapshot(tx);
        if (snapshot.isEmpty()
                || (snapshot.get().generation() == after.generation()
                        && !snapshot.get().asOf().isAfter(after.snapshot()))) {
            return new Page(List.of(), after);
        }
        if (snapshot.get().generation() != after.generation()) {
            return allMarkets(tx, after, wanted.market());
        }
        Instant asOf = snapshot.get().asOf();
        List<KnownMarket> changed = marketChanges.listChanged(tx, after.snapshot()).stream()
                .filter(market -> wanted.wants(market.pair()))
                .toList();
        return page(
                changed.isEmpty() ? List.of() : summaries.list(tx, changed, HOURS, asOf),
                after,
                after.withSnapshot(asOf, after.generation()));
    }

    /** Reads all markets, or one. */
    Page allMarkets(Transaction tx, StreamPosition after, Optional<TradePair> only) {
        Optional<MarketSnapshot> snapshot = markets.findSnapshot(tx);
        if (snapshot.isEmpty()) {
            return new Page(List.of(), after);
        }
        Instant asOf = snapshot.get().asOf();
        List<MarketSummary> found = only.map(market ->
                        summaries.find(tx, market, HOURS, asOf).stream().toList())
                .orElseGet(() -> summaries.list(tx, HOURS, asOf));
        return page(found, after, after.withSnapshot(asOf, snapshot.get().generation()));
    }

    /** Only the last state has the new position: a client that is cut off before gets all of them again. */
    private static Page page(List<MarketSummary> found, StreamPosition after, StreamPosition end) {
        var changes = new ArrayList<StreamChange>();
        for (int i = 0; i < found.size(); i++) {
            changes.add(new MarketState(i + 1 == found.size() ? end : after, found.get(i), end.generation()));
        }
        return new Page(changes, end);
    }

    /** Reads the candles that were made anew, and those that became complete: each once, as it is now. */
    Page changedCandles(Transaction tx, StreamPosition after, Wanted wanted) {
        Changed changed = changedMinutes(tx, after, wanted);
        StreamPosition end = after.withCandles(changed.position(), completeTo(tx));
        if (end.equals(after)) {
            return new Page(List.of(), after);
        }
        var changes = new ArrayList<StreamChange>();
        wanted.candles()
                .forEach((market, intervals) -> intervals.stream().sorted().forEach(interval -> {
                    Optional<CandleChange.Minutes> minutes =
                            Optional.ofNullable(changed.minutes().get(market));
                    opens(interval, minutes, after.completeTo(), end.completeTo())
                            .ifPresent(range -> changes.addAll(states(tx, market, range, after, end)));
                }));
        return new Page(withEnd(changes, end), end);
    }

    /**
     * The minutes that changed, by market.
     *
     * @param position of the last change
     */
    private record Changed(Map<TradePair, CandleChange.Minutes> minutes, long position) {}

    private Changed changedMinutes(Transaction tx, StreamPosition after, Wanted wanted) {
        var byMarket = new HashMap<TradePair, CandleChange.Minutes>();
        long position = after.candles();
        List<CandleChange> found;
        do {
            found = candleChanges.listAfter(tx, position, CHANGES);
            minutes(tx, found, wanted.candles().keySet())
                    .forEach((market, minutes) -> byMarket.merge(market, minutes, CandleChange.Minutes::spanning));
            position = found.isEmpty() ? position : found.getLast().position();
        } while (found.size() == CHANGES);
        return new Changed(byMarket, position);
    }

    private Map<TradePair, CandleChange.Minutes> minutes(
            Transaction tx, List<CandleChange> found, Set<TradePair> wanted) {
        var byId = new HashMap<Integer, CandleChange.Minutes>();
        for (CandleChange change : found) {
            change.minutes().forEach((id, minutes) -> byId.merge(id, minutes, CandleChange.Minutes::spanning));
        }
        var byMarket = new HashMap<TradePair, CandleChange.Minutes>();
        pairs.of(tx, byId.keySet()).forEach((id, pair) -> {
            CandleChange.Minutes minutes = byId.get(id);
            if (wanted.contains(pair) && minutes != null) {
                byMarket.put(pair, minutes);
            }
        });
        return byMarket;
    }

    /** Returns when candles open that changed, or that became complete because they closed meanwhile. */
    private static Optional<CandleRange> opens(
            CandleInterval interval,
            Optional<CandleChange.Minutes> changed,
            Instant completeBefore,
            Instant completeTo) {
        Optional<CandleRange> made = changed.map(minutes -> new CandleRange(
                interval, interval.start(minutes.first()), interval.end(interval.start(minutes.last()))));
        Instant closed = interval.start(completeTo);
        if (!closed.isAfter(completeBefore)) {
            return made;
        }
        var completed = new CandleRange(interval, interval.start(completeBefore), closed);
        return Optional.of(made.map(other -> spanning(completed, other)).orElse(completed));
    }

    private static CandleRange spanning(CandleRange one, CandleRange other) {
        return new CandleRange(
                one.interval(),
                one.from().isBefore(other.from()) ? one.from() : other.from(),
                one.to().isAfter(other.to()) ? one.to() : other.to());
    }

    /** Reads the candles that open in a range, also those that a repair emptied: the newest when they are many. */
    private List<CandleState> states(
            Transaction tx, TradePair market, CandleRange range, StreamPosition position, StreamPosition asOf) {
        CandleSeries.Page page =
                candles.read(tx, question(market, range, Optional.of(range.from()), CANDLES, Untraded.EMPTIED));
        if (page.next().isPresent()) {
            page = candles.read(tx, question(market, range, Optional.empty(), CANDLES, Untraded.EMPTIED));
        }
        return states(market, range.interval(), page, position, asOf);
    }

    private static CandleSeries.Question question(
            TradePair market, CandleRange range, Optional<Instant> from, int most, Untraded untraded) {
        return new CandleSeries.Question(market, range.interval(), from, range.to(), most, untraded);
    }

    private static List<CandleState> states(
            TradePair market,
            CandleInterval interval,
            CandleSeries.Page page,
            StreamPosition position,
            StreamPosition asOf) {
        return page.candles().stream()
                .map(candle -> new CandleState(
                        position,
                        asOf,
                        market,
                        interval,
                        candle,
                        page.coverage().orElseThrow()))
                .toList();
    }

    /** Reads the newest candles of a market. */
    Page newestCandles(Transaction tx, StreamPosition after, Selection selection) {
        StreamPosition end = after.withCandles(candleChanges.position(tx), completeTo(tx));
        var changes = new ArrayList<StreamChange>();
        TradePair market = selection.stored().orElseThrow();
        selection.intervals().stream().sorted().forEach(interval -> {
            var all = new CandleRange(interval, Instant.EPOCH, FOREVER);
            CandleSeries.Page newest = candles.read(tx, question(market, all, Optional.empty(), NEWEST, Untraded.NONE));
            changes.addAll(states(market, interval, newest, after, end));
        });
        return new Page(withEnd(changes, end), end);
    }

    private Instant completeTo(Transaction tx) {
        return coverage.completeTo(tx).orElse(Instant.EPOCH);
    }

    /** Later than any candle. */
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    private static List<StreamChange> withEnd(List<StreamChange> changes, StreamPosition end) {
        if (!changes.isEmpty() && changes.removeLast() instanceof CandleState last) {
            changes.add(
                    new CandleState(end, last.asOf(), last.pair(), last.interval(), last.candle(), last.coverage()));
        }
        return changes;
    }

    /** Returns whether all changes of candles after a position are still there. */
    boolean isKept(Transaction tx, StreamPosition position) {
        return candleChanges.oldest(tx).orElse(1L) <= position.candles() + 1
                && position.candles() <= candleChanges.position(tx);
    }

    /** Returns whether a position is not ahead of the newest windows. */
    boolean isReached(Transaction tx, StreamPosition position) {
        return markets.findSnapshot(tx)
                .map(newest -> newest.generation() != position.generation()
                        || !newest.asOf().isBefore(position.snapshot()))
                .orElse(position.snapshot().equals(Instant.EPOCH));
    }

    StreamPosition newest(Transaction tx, StreamPosition.LogPosition log) {
        Optional<MarketSnapshot> snapshot = markets.findSnapshot(tx);
        return new StreamPosition(
                log,
                snapshot.map(MarketSnapshot::asOf).orElse(Instant.EPOCH),
                snapshot.map(MarketSnapshot::generation).orElse(0L),
                candleChanges.position(tx),
                completeTo(tx));
    }
}
