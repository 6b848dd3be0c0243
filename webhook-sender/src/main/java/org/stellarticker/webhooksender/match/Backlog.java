package org.stellarticker.webhooksender.match;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.db.Database;
import org.stellarticker.db.subscription.BacklogStore;
import org.stellarticker.db.subscription.EventSubscription;

/**
 * Says whether one more message may be stored for a subscription. How many wait is bounded, so that receivers which take nothing
 * cannot fill the disk; so is how many an account gets in a minute. The numbers are read now and then, and what is made
 * meanwhile is added: they err by what was delivered since. For use by one thread.
 */
final class Backlog {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    /**
     * The largest numbers of messages.
     *
     * @param subscription that wait for one subscription
     * @param account that wait for all subscriptions of an account
     * @param all that wait in all; beyond it, accounts with few still get some
     * @param few that wait for an account while there are too many in all
     * @param minute that an account gets of what happened in one minute
     */
    record Bounds(int subscription, int account, int all, int few, int minute) {

        static final Bounds USUAL = new Bounds(20_000, 200_000, 1_000_000, 2_000, 120_000);
    }

    private static final Duration LOOK = Duration.ofSeconds(10);

    /** How soon numbers are counted again when somebody is at a bound. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** A look takes at most this part of the time. */
    private static final int REST = 20;

    /** How soon all messages are counted once more, in place of what was added up. */
    private static final Duration RECOUNT = Duration.ofDays(1);

    /** These are looked at more than once, so that what was dropped would be counted again; they are few. */
    private static final Set<SubscriptionType> UNBOUNDED =
            EnumSet.of(SubscriptionType.NEW_ASSET, SubscriptionType.AUDIT);

    /** What an account got of one minute. */
    private record Minute(Instant start, int messages) {}

    private final BacklogStore store = new BacklogStore();
    private final Bounds bounds;
    private final Map<Long, Long> bySubscription = new HashMap<>();
    private final Map<Long, Long> byAccount = new HashMap<>();
    private final Map<Long, Minute> minutes = new HashMap<>();
    private final Set<Long> full = new HashSet<>();

    /** Those that the log has named; it names each once. */
    private final Set<Long> logged = new HashSet<>();

    private long all;
    private Instant nextLook = Instant.MIN;
    private Instant mayLook = Instant.MIN;
    private Instant nextRecount = Instant.MIN;

    Backlog(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Reads how many wait, when it is time to; all are counted at the start, and once a day. */
    void look(Database database, Instant now) {
        if (now.isBefore(full.isEmpty() ? nextLook : mayLook)) {
            return;
        }
        long begin = System.nanoTime();
        database.commit(now.isBefore(nextRecount) ? store::sumCounts : store::recount);
        if (!now.isBefore(nextRecount)) {
            nextRecount = now.plus(RECOUNT);
        }
        var counts = database.snapshot(store::listWaiting);
        Duration rest = Duration.ofNanos((System.nanoTime() - begin) * REST);
        mayLook = now.plus(rest.compareTo(SOON) > 0 ? rest : SOON);
        nextLook = now.plus(rest.compareTo(LOOK) > 0 ? rest : LOOK);
        bySubscription.clear();
        byAccount.clear();
        all = 0;
        for (BacklogStore.Count count : counts) {
            bySubscription.put(count.subscriptionId(), count.messages());
            byAccount.merge(count.accountId(), count.messages(), Long::sum);
            all += count.messages();
        }
        full.removeIf(id -> bySubscription.getOrDefault(id, 0L) < bounds.subscription());
    }

    /** Returns whether a message may be stored, and counts it if so. */
    boolean takes(EventSubscription to, Instant happenedAt) {
        if (UNBOUNDED.contains(to.filter().type())) {
            return true;
        }
        if (!hasRoom(to) || !isWithinMinute(to.accountId(), happenedAt)) {
            full.add(to.id());
            if (logged.add(to.id())) {
                log.atWarn()
                        .addKeyValue("subscription", to.id())
                        .addKeyValue("account", to.accountId())
                        .log("messages are dropped: too many wait for the subscription or its account");
            }
            return false;
        }
        if (to.webhook().isPresent()) {
            bySubscription.merge(to.id(), 1L, Long::sum);
            byAccount.merge(to.accountId(), 1L, Long::sum);
            all++;
        }
        return true;
    }

    /** Messages of a stream do not wait. */
    private boolean hasRoom(EventSubscription to) {
        long most = all < bounds.all() ? bounds.account() : bounds.few();
        return to.webhook().isEmpty()
                || (bySubscription.getOrDefault(to.id(), 0L) < bounds.subscription()
                        && byAccount.getOrDefault(to.accountId(), 0L) < most);
    }

    private boolean isWithinMinute(long account, Instant happenedAt) {
        Instant start = happenedAt.truncatedTo(ChronoUnit.MINUTES);
        Minute minute = minutes.merge(
                account,
                new Minute(start, 1),
                (known, one) -> known.start().equals(start) ? new Minute(start, known.messages() + 1) : one);
        return minute.messages() <= bounds.minute();
    }
}
