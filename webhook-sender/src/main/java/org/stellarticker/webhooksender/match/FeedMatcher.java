package org.stellarticker.webhooksender.match;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stellarticker.core.subscription.SubscriptionFilter.StaleFeed;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.SenderPositionStore;
import org.stellarticker.webhooksender.match.Outbox.Occurrence;

/** Looks every ten seconds whether the feed is older than its bounds. For use by one thread. */
final class FeedMatcher {

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final SubscriptionIndex index;
    private final SenderPositionStore memory = new SenderPositionStore();
    private final CoverageStore coverage = new CoverageStore();
    private Instant nextLook = Instant.MIN;

    FeedMatcher(SubscriptionIndex index) {
        this.index = index;
    }

    /** Adds the messages of a feed that is stale and was not when last looked at. */
    void match(Transaction tx, Outbox outbox, Instant now) {
        Collection<EventSubscription> all = index.of(SubscriptionType.FEED);
        if (now.isBefore(nextLook) || all.isEmpty()) {
            return;
        }
        nextLook = now.plus(LOOK);
        Optional<Instant> newest = coverage.completeTo(tx);
        if (newest.isEmpty()) {
            return;
        }
        List<Long> ids = all.stream().map(EventSubscription::id).toList();
        Map<Long, Boolean> before = memory.mapBeyond(tx, ids);
        var after = new HashMap<Long, Boolean>();
        for (EventSubscription subscription : all) {
            if (subscription.filter() instanceof StaleFeed wanted && subscription.isOpenAt(now)) {
                boolean stale = newest.get().isBefore(now.minus(wanted.after()));
                after.put(subscription.id(), stale);
                if (stale && Boolean.FALSE.equals(before.get(subscription.id()))) {
                    var what = new Occurrence("feed-" + newest.get().getEpochSecond(), OptionalInt.empty(), now);
                    outbox.add(subscription, what, MessageJson.stale(newest.get(), now));
                }
            }
        }
        after.entrySet().removeIf(state -> state.getValue().equals(before.get(state.getKey())));
        memory.saveBeyond(tx, after, now);
    }
}
