package org.stellarticker.webhooksender.match;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter.Spread;
import org.stellarticker.core.subscription.SubscriptionFilter.Volume;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.Database;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.subscription.BoundStateStore;
import org.stellarticker.db.subscription.BoundStateStore.State;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.window.EdgeNotKept;
import org.stellarticker.marketdata.window.MarketVwaps;
import org.stellarticker.webhooksender.match.Outbox.Occurrence;

/**
 * Looks every ten seconds whether volumes and spreads are beyond their bounds, in transactions of its own and for a bounded part
 * of the time: thousands of windows do not hold up what is matched with events, they are only looked at more seldom. For use by
 * one thread.
 */
final class WindowMatcher {

    private static final Duration LOOK = Duration.ofSeconds(10);

    /** From one slice of a look to the next. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Database database;
    private final LeaderElection leadership;
    private final SubscriptionIndex index;
    private final Duration slice;
    private final BoundStateStore states = new BoundStateStore();
    private final MarketVwaps windows = new MarketVwaps();
    private final OrderBookStore books = new OrderBookStore();

    /** The windows that are still to be summed in this look. */
    private final Deque<Map.Entry<Window, List<Long>>> rest = new ArrayDeque<>();

    private Instant nextLook = Instant.MIN;
    private Instant nextSlice = Instant.MIN;

    /** @param slice how much of each second it takes at most, but for the last sum */
    WindowMatcher(Database database, LeaderElection leadership, SubscriptionIndex index, Duration slice) {
        this.database = database;
        this.leadership = leadership;
        this.index = index;
        this.slice = slice;
    }

    /** A window that several subscriptions may watch. */
    private record Window(TradePair pair, Duration length) {}

    /** Does a part of the current look, or begins the next one when it is time to; returns how many messages it made. */
    Made match(Backlog backlog, Instant now) {
        if (now.isBefore(nextSlice) || (rest.isEmpty() && now.isBefore(nextLook))) {
            return Made.NOTHING;
        }
        nextSlice = now.plus(PERIOD);
        List<EventSubscription> spreads = List.of();
        if (rest.isEmpty()) {
            nextLook = now.plus(LOOK);
            spreads = index.listOpen(SubscriptionType.SPREAD, now);
            begin(now);
        }
        if (rest.isEmpty() && spreads.isEmpty()) {
            return Made.NOTHING;
        }
        Instant to = now.truncatedTo(ChronoUnit.SECONDS);
        var wanted = spreads;
        Map<Long, BigDecimal> sums = rest.isEmpty() ? Map.of() : database.snapshot(tx -> sums(tx, to));
        Map<TradePair, BestOffers> offers = wanted.isEmpty() ? Map.of() : database.snapshot(this::offers);
        return database.transaction(tx -> {
            leadership.exclusive(tx);
            var outbox = new Outbox(backlog, tx, now);
            matchVolumes(tx, sums, outbox, to);
            matchSpreads(tx, wanted, offers, outbox, now);
            outbox.end();
            return new Made(outbox.added(), outbox.dropped());
        });
    }

    /** How many messages were made, and how many dropped because too many waited. */
    record Made(int added, int dropped) {

        static final Made NOTHING = new Made(0, 0);
    }

    private void begin(Instant now) {
        var groups = new LinkedHashMap<Window, List<Long>>();
        for (EventSubscription subscription : index.listOpen(SubscriptionType.VOLUME, now)) {
            if (subscription.filter() instanceof Volume wanted) {
                groups.computeIfAbsent(new Window(wanted.pair(), wanted.window()), _ -> new ArrayList<>())
                        .add(subscription.id());
            }
        }
        rest.addAll(groups.entrySet());
    }

    /** Sums the next windows until the slice is over, one at least; those that reach behind what is kept are left out. */
    private Map<Long, BigDecimal> sums(Transaction tx, Instant to) {
        long end = System.nanoTime() + slice.toNanos();
        var sums = new HashMap<Long, BigDecimal>();
        do {
            Map.Entry<Window, List<Long>> next = rest.removeFirst();
            volume(tx, next.getKey(), to).ifPresent(sum -> next.getValue().forEach(id -> sums.put(id, sum)));
        } while (!rest.isEmpty() && System.nanoTime() - end < 0);
        return sums;
    }

    /** Returns the base volume; none where the window reaches behind what is kept. */
    private Optional<BigDecimal> volume(Transaction tx, Window window, Instant to) {
        try {
            return Optional.of(windows.over(tx, window.pair(), to.minus(window.length()), to)
                    .traded()
                    .map(MarketStats::baseVolume)
                    .orElse(BigDecimal.ZERO));
        } catch (EdgeNotKept notKept) {
            return Optional.empty();
        }
    }

    private Map<TradePair, BestOffers> offers(Transaction tx) {
        var offers = new HashMap<TradePair, BestOffers>();
        books.list(tx).forEach(book -> offers.put(book.pair(), BestOffers.of(book)));
        return offers;
    }

    private void matchVolumes(Transaction tx, Map<Long, BigDecimal> sums, Outbox outbox, Instant to) {
        Map<Long, State> before = states.map(tx, sums.keySet());
        var after = new HashMap<Long, State>();
        sums.forEach((id, sum) -> index.find(id).ifPresent(subscription -> {
            if (subscription.filter() instanceof Volume wanted) {
                var known = Optional.ofNullable(before.get(id));
                boolean beyond = sum.compareTo(wanted.above()) > 0;
                if (known.map(State::beyond).filter(was -> was == beyond).isEmpty()) {
                    after.put(id, new State(beyond, Optional.empty()));
                }
                if (beyond && known.isPresent() && !known.get().beyond()) {
                    var what = new Occurrence("volume-" + to.getEpochSecond(), OptionalInt.empty(), to);
                    outbox.add(subscription, what, MessageJson.volume(wanted, sum, to));
                }
            }
        }));
        states.save(tx, after, to);
    }

    private void matchSpreads(
            Transaction tx,
            List<EventSubscription> subscriptions,
            Map<TradePair, BestOffers> offers,
            Outbox outbox,
            Instant now) {
        if (subscriptions.isEmpty()) {
            return;
        }
        Map<Long, State> before =
                states.map(tx, subscriptions.stream().map(EventSubscription::id).toList());
        var after = new HashMap<Long, State>();
        for (EventSubscription subscription : subscriptions) {
            if (subscription.filter() instanceof Spread wanted) {
                BestOffers best = offers.get(
                        TradePair.normalised(wanted.pair().base(), wanted.pair().counter()));
                var known = Optional.ofNullable(before.get(subscription.id()));
                State state = matchSpread(subscription, wanted, Optional.ofNullable(best), known, outbox);
                if (known.filter(state::equals).isEmpty()) {
                    after.put(subscription.id(), state);
                }
            }
        }
        states.save(tx, after, now);
    }

    /** A book without bids or asks has no spread, and counts as one that is within. */
    private static State matchSpread(
            EventSubscription subscription,
            Spread wanted,
            Optional<BestOffers> best,
            Optional<State> before,
            Outbox outbox) {
        Optional<BigDecimal> spread = best.flatMap(offers -> offers.spreadPercent(MathContext.DECIMAL64))
                .filter(percent -> percent.compareTo(wanted.above()) > 0);
        if (spread.isEmpty()) {
            return new State(false, Optional.empty());
        }
        Instant seen = best.orElseThrow().asOf();
        Instant begin = seen.isBefore(subscription.createdAt()) ? subscription.createdAt() : seen;
        Instant since = before.flatMap(State::since).orElse(begin);
        boolean reported = before.map(State::beyond).orElse(false);
        boolean beyond = reported || !seen.isBefore(since.plus(wanted.window()));
        if (beyond && !reported) {
            var what = new Occurrence("spread-" + since.getEpochSecond(), OptionalInt.empty(), seen);
            outbox.add(subscription, what, MessageJson.spread(wanted, spread.get(), since, seen));
        }
        return new State(beyond, Optional.of(since));
    }
}
