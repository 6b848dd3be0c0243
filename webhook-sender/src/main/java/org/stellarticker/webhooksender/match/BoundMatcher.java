package org.stellarticker.webhooksender.match;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.subscription.SubscriptionFilter.StaleFeed;
import org.stellarticker.core.subscription.SubscriptionFilter.Volume;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.SenderPositionStore;
import org.stellarticker.marketdata.window.EdgeNotKept;
import org.stellarticker.marketdata.window.MarketVwaps;
import org.stellarticker.webhooksender.match.Outbox.Occurrence;

/** Looks every ten seconds whether volumes and the age of the feed are beyond their bounds. For use by one thread. */
final class BoundMatcher {

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final SubscriptionIndex index;
    private final SenderPositionStore memory = new SenderPositionStore();
    private final MarketVwaps windows = new MarketVwaps();
    private final CoverageStore coverage = new CoverageStore();
    private Instant nextLook = Instant.MIN;

    BoundMatcher(SubscriptionIndex index) {
        this.index = index;
    }

    /** A window that several subscriptions may watch. */
    private record Window(TradePair pair, Duration length) {}

    /** Adds the messages of what is beyond its bound and was not when last looked at. */
    void match(Transaction tx, Outbox outbox, Instant now) {
        List<EventSubscription> volumes = index.listOpen(SubscriptionType.VOLUME, now);
        boolean feeds = !index.of(SubscriptionType.FEED).isEmpty();
        if (now.isBefore(nextLook) || (volumes.isEmpty() && !feeds)) {
            return;
        }
        nextLook = now.plus(LOOK);
        var ids = new HashSet<Long>();
        volumes.forEach(subscription -> ids.add(subscription.id()));
        index.of(SubscriptionType.FEED).forEach(subscription -> ids.add(subscription.id()));
        Map<Long, Boolean> before = memory.mapBeyond(tx, ids);
        var after = new HashMap<Long, Boolean>();
        matchVolumes(tx, volumes, before, after, outbox, now);
        matchFeed(tx, before, after, outbox, now);
        after.entrySet().removeIf(state -> state.getValue().equals(before.get(state.getKey())));
        memory.saveBeyond(tx, after, now);
    }

    private void matchVolumes(
            Transaction tx,
            List<EventSubscription> volumes,
            Map<Long, Boolean> before,
            Map<Long, Boolean> after,
            Outbox outbox,
            Instant now) {
        Instant to = now.truncatedTo(ChronoUnit.SECONDS);
        var sums = new HashMap<Window, Optional<BigDecimal>>();
        for (EventSubscription subscription : volumes) {
            if (subscription.filter() instanceof Volume wanted) {
                Optional<BigDecimal> sum = sums.computeIfAbsent(
                        new Window(wanted.pair(), wanted.window()), window -> volume(tx, window, to));
                boolean beyond = sum.filter(volume -> volume.compareTo(wanted.above()) > 0)
                        .isPresent();
                after.put(subscription.id(), beyond);
                if (beyond && Boolean.FALSE.equals(before.get(subscription.id()))) {
                    var what = new Occurrence("volume-" + to.getEpochSecond(), OptionalInt.empty(), to);
                    outbox.add(subscription, what, MessageJson.volume(wanted, sum.orElseThrow(), to));
                }
            }
        }
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

    private void matchFeed(
            Transaction tx, Map<Long, Boolean> before, Map<Long, Boolean> after, Outbox outbox, Instant now) {
        Optional<Instant> newest = coverage.completeTo(tx);
        if (newest.isEmpty()) {
            return;
        }
        for (EventSubscription subscription : index.of(SubscriptionType.FEED)) {
            if (subscription.filter() instanceof StaleFeed wanted && subscription.isOpenAt(now)) {
                boolean stale = newest.get().isBefore(now.minus(wanted.after()));
                after.put(subscription.id(), stale);
                if (stale && Boolean.FALSE.equals(before.get(subscription.id()))) {
                    var what = new Occurrence("feed-" + newest.get().getEpochSecond(), OptionalInt.empty(), now);
                    outbox.add(subscription, what, MessageJson.stale(newest.get(), now));
                }
            }
        }
    }
}
