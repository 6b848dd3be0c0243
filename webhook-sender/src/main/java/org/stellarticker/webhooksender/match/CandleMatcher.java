package org.stellarticker.webhooksender.match;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter.ClosedCandles;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleChange;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.db.candle.ChangedCandleStore;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.market.KnownMarket;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.SenderPositionStore;
import org.stellarticker.marketdata.Candles;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.webhooksender.match.Outbox.Occurrence;

/**
 * Matches candles that have closed: all trades of their time are stored, and all candles of it are made. A candle without a trade
 * is none. For use by one thread.
 */
final class CandleMatcher {

    /** How much time is matched in one transaction, after the sender was away for long. */
    private static final Duration STEP = Duration.ofHours(1);

    private final SubscriptionIndex index;
    private final CoverageStore coverage = new CoverageStore();
    private final SenderPositionStore memory = new SenderPositionStore();
    private final ChangedCandleStore stored = new ChangedCandleStore();
    private final Candles candles = new Candles();
    private final MarketStore markets = new MarketStore();
    private final Map<TradePair, Integer> pairIds = new HashMap<>();

    CandleMatcher(SubscriptionIndex index) {
        this.index = index;
    }

    /** Returns the end of the last minute whose trades are all stored; empty before the first trades. */
    Optional<Instant> closed(Transaction tx) {
        return coverage.completeTo(tx).map(CandleInterval.MINUTE::start);
    }

    /** Adds the messages of the candles that have closed after an instant, and returns up to when they are matched now. */
    Instant match(Transaction tx, Instant from, Outbox outbox) {
        Instant closed = closed(tx).orElse(from);
        Instant to = closed.isAfter(from.plus(STEP)) ? from.plus(STEP) : closed;
        if (!to.isAfter(from) || memory.hasMarks(tx, from, to)) {
            return from;
        }
        var byInterval = new HashMap<CandleInterval, Map<TradePair, Integer>>();
        for (EventSubscription subscription : index.listOpen(SubscriptionType.CANDLE, from)) {
            if (subscription.filter() instanceof ClosedCandles wanted
                    && wanted.interval().start(from).isBefore(wanted.interval().start(to))) {
                TradePair pair = Orientation.of(wanted.pair()).orient(wanted.pair());
                pairId(tx, pair)
                        .ifPresent(id -> byInterval
                                .computeIfAbsent(wanted.interval(), _ -> new HashMap<>())
                                .put(pair, id));
            }
        }
        byInterval.forEach((interval, pairs) -> {
            // A candle has closed when its end lies behind from, and not behind to.
            var range = new CandleRange(interval, interval.start(from), interval.start(to));
            read(
                    tx,
                    range,
                    pairs,
                    (pair, candle) ->
                            matchCandle(pair, Objects.requireNonNull(pairs.get(pair)), interval, candle, outbox));
        });
        return to;
    }

    private Optional<Integer> pairId(Transaction tx, TradePair pair) {
        Optional<Integer> known = Optional.ofNullable(pairIds.get(pair))
                .or(() -> markets.find(tx, pair).map(KnownMarket::pairId));
        known.ifPresent(id -> pairIds.put(pair, id));
        return known;
    }

    /** Candles of a stored interval are read by one statement for all markets, others market by market. */
    private void read(
            Transaction tx, CandleRange range, Map<TradePair, Integer> pairs, BiConsumer<TradePair, MarketCandle> to) {
        if (!range.interval().isStored()) {
            int most = Math.toIntExact(STEP.dividedBy(Duration.ofMinutes(5))) + 1;
            pairs.keySet().forEach(pair -> candles.list(tx, pair, range, most).forEach(one -> to.accept(pair, one)));
            return;
        }
        var byId = new HashMap<Integer, TradePair>();
        pairs.forEach((pair, id) -> byId.put(id, pair));
        var last = range.interval().start(range.to().minusMillis(1));
        var minutes = new HashMap<Integer, CandleChange.Minutes>();
        byId.keySet().forEach(id -> minutes.put(id, new CandleChange.Minutes(range.from(), last)));
        stored.forEach(tx, range.interval(), List.of(new CandleChange(0, minutes)), candle -> {
            if (candle.candle().tradeCount() > 0) {
                Optional.ofNullable(byId.get(candle.pairId()))
                        .ifPresent(pair -> to.accept(pair, Candles.candle(candle.candle(), range.interval())));
            }
        });
    }

    private void matchCandle(
            TradePair pair, Integer pairId, CandleInterval interval, MarketCandle candle, Outbox outbox) {
        var what = new Occurrence(
                "candle-" + interval.word() + "-" + pairId + "-"
                        + candle.openTime().getEpochSecond(),
                OptionalInt.of(pairId),
                candle.closeTime());
        var payloads = new HashMap<Orientation, String>();
        Collection<EventSubscription> all = index.of(SubscriptionType.CANDLE, pair);
        for (EventSubscription subscription : all) {
            if (subscription.filter() instanceof ClosedCandles wanted
                    && wanted.interval() == interval
                    && candle.closeTime().isAfter(subscription.createdAt())
                    && subscription.isOpenAt(candle.closeTime())) {
                Orientation direction = Orientation.of(wanted.pair());
                outbox.add(
                        subscription,
                        what,
                        payloads.computeIfAbsent(
                                direction,
                                _ -> MessageJson.candle(direction.orient(pair), interval, direction.orient(candle))));
            }
        }
    }
}
