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
import org.stellarticker.db.market.KnownMarket;
import org.stellarticker.db.market.MarketChangeStore;
import org.stellarticker.db.market.MarketSnapshot;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.marketdata.CandleSeries;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.MarketSummaries;
import org.stellarticker.marketdata.MarketSummary;
import org.stellarticker.marketdata.stream.StreamChange.CandleState;
import org.stellarticker.marketdata.stream.StreamChange.MarketState;

/** Reads the newest states of markets and candles that changed. */
final class StateReader {

    private static final int HOURS = 24;

    /** Changes in a read; each is of one transaction of the aggregator. */
    private static final int CHANGES = 100;

    /** The newest candles that are reported of a market and interval at once; a correction names older ones. */
    private static final int CANDLES = 1_000;

    /** The candles of a snapshot: the last one may have begun just now. */
    private static final int NEWEST = 2;

    private final MarketStore markets = new MarketStore();
    private final MarketChangeStore marketChanges = new MarketChangeStore();
    private final MarketSummaries summaries = new MarketSummaries();
    private final CandleChangeStore candleChanges = new CandleChangeStore();
    private final CandleSeries candles = new CandleSeries();
    private final KnownPairs pairs;

    StateReader(KnownPairs pairs) {
        this.pairs = pairs;
    }

    /**
     * Some states.
     *
     * @param end the position behind them
     * @param more whether more may follow
     */
    record Page(List<StreamChange> changes, StreamPosition end, boolean more) {}

    /** Reads the markets that changed; all when any may have. */
    Page changedMarkets(Transaction tx, StreamPosition after, Wanted wanted) {
        Optional<MarketSnapshot> snapshot = markets.findSnapshot(tx);
        if (snapshot.isEmpty()
                || (snapshot.get().generation() == after.generation()
                        && !snapshot.get().asOf().isAfter(after.snapshot()))) {
            return new Page(List.of(), after, /* more= */ false);
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
            return new Page(List.of(), after, /* more= */ false);
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
        return new Page(changes, end, /* more= */ false);
    }

    /** Reads the candles that were made anew. */
    Page changedCandles(Transaction tx, StreamPosition after, Wanted wanted) {
        List<CandleChange> found = candleChanges.listAfter(tx, after.candles(), CHANGES);
        if (found.isEmpty()) {
            return new Page(List.of(), after, /* more= */ false);
        }
        StreamPosition end = after.withCandles(found.getLast().position());
        var changes = new ArrayList<StreamChange>();
        minutes(tx, found, wanted.candles().keySet())
                .forEach((market, minutes) -> wanted.candles().getOrDefault(market, Set.of()).stream()
                        .sorted()
                        .forEach(interval -> changes.addAll(changed(tx, market, interval, minutes, after, end))));
        return new Page(withEnd(changes, end), end, found.size() == CHANGES);
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

    private List<StreamChange> changed(
            Transaction tx,
            TradePair market,
            CandleInterval interval,
            CandleChange.Minutes minutes,
            StreamPosition after,
            StreamPosition end) {
        Instant first = interval.start(minutes.first());
        Instant beyond = interval.end(interval.start(minutes.last()));
        return states(tx, market, interval, beyond, CANDLES, after, end.candles()).stream()
                .filter(state -> !state.candle().openTime().isBefore(first))
                .map(StreamChange.class::cast)
                .toList();
    }

    private List<CandleState> states(
            Transaction tx,
            TradePair market,
            CandleInterval interval,
            Instant beyond,
            int most,
            StreamPosition position,
            long change) {
        CandleSeries.Page page = candles.read(
                tx, new CandleSeries.Question(market, interval, Optional.empty(), beyond, most, /* fill= */ false));
        return page.candles().stream()
                .map(candle -> state(market, interval, candle, page, position, change))
                .toList();
    }

    private static CandleState state(
            TradePair market,
            CandleInterval interval,
            MarketCandle candle,
            CandleSeries.Page page,
            StreamPosition position,
            long change) {
        return new CandleState(
                position, change, market, interval, candle, page.coverage().orElseThrow());
    }

    /** Reads the newest candles of a market. */
    Page newestCandles(Transaction tx, StreamPosition after, Selection selection) {
        StreamPosition end = after.withCandles(candleChanges.position(tx));
        var changes = new ArrayList<StreamChange>();
        TradePair market = selection.stored().orElseThrow();
        selection.intervals().stream()
                .sorted()
                .forEach(interval ->
                        changes.addAll(states(tx, market, interval, FOREVER, NEWEST, after, end.candles())));
        return new Page(withEnd(changes, end), end, /* more= */ false);
    }

    /** Later than any candle. */
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    private static List<StreamChange> withEnd(List<StreamChange> changes, StreamPosition end) {
        if (!changes.isEmpty() && changes.removeLast() instanceof CandleState last) {
            changes.add(
                    new CandleState(end, last.change(), last.pair(), last.interval(), last.candle(), last.coverage()));
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
                candleChanges.position(tx));
    }
}
