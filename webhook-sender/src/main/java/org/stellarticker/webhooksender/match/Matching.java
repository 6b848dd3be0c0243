package org.stellarticker.webhooksender.match;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.subscription.SubscriptionType;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.Notifications;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.event.LoggedEvent;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.db.subscription.EventSubscription;
import org.stellarticker.db.subscription.ReplayPart;
import org.stellarticker.db.subscription.ReplayRequest;
import org.stellarticker.db.subscription.ReplayStore;
import org.stellarticker.db.subscription.SenderPosition;
import org.stellarticker.db.subscription.SenderPositionStore;
import org.stellarticker.webhooksender.match.Outbox.Occurrence;
import org.stellarticker.webhooksender.metrics.SenderMetrics;

/** The loop that makes messages: it reads what happened after its position, and stores messages with the new position. */
public final class Matching implements Follower {

    private static final Logger log = LoggerFactory.getLogger(Matching.class);

    /** A signal may be lost with a connection; candles close without one. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Events in a transaction; each is of up to some hundred trades. */
    private static final int EVENTS = 50;

    /** A decision may be committed later than it was made. */
    private static final Duration DECISION = Duration.ofMinutes(10);

    private final Database database;
    private final LeaderElection leadership;
    private final Notifications signals;
    private final SenderMetrics metrics;
    private final WorkContext work;
    private final int replayed;

    private final SubscriptionIndex index = new SubscriptionIndex();
    private final EventMatcher events = new EventMatcher(index);
    private final CandleMatcher candles = new CandleMatcher(index);
    private final AssetMatcher assets = new AssetMatcher(index);
    private final FeedMatcher feed = new FeedMatcher(index);
    private final WindowMatcher windows;
    private final Backlog backlog;
    private final EventLog eventLog = new EventLog();
    private final SenderPositionStore positions = new SenderPositionStore();
    private final ReplayStore replays = new ReplayStore();
    private final DeliveryStore deliveries = new DeliveryStore();

    public Matching(
            Database database,
            LeaderElection leadership,
            Notifications signals,
            SenderMetrics metrics,
            WorkContext work) {
        this(database, leadership, signals, metrics, work, Bounds.USUAL);
    }

    Matching(
            Database database,
            LeaderElection leadership,
            Notifications signals,
            SenderMetrics metrics,
            WorkContext work,
            Bounds bounds) {
        this.database = database;
        this.leadership = leadership;
        this.signals = signals;
        this.metrics = metrics;
        this.work = work;
        this.replayed = bounds.replayed();
        this.backlog = new Backlog(bounds.backlog());
        this.windows = new WindowMatcher(database, leadership, index, bounds.slice());
    }

    /**
     * How much is done at once.
     *
     * @param replayed messages that are replayed in a transaction
     * @param slice how much of each second volumes and spreads may take
     */
    record Bounds(int replayed, Duration slice, Backlog.Bounds backlog) {

        static final Bounds USUAL = new Bounds(5_000, Duration.ofMillis(200), Backlog.Bounds.USUAL);
    }

    /**
     * What a transaction did.
     *
     * @param more whether more follows at once
     * @param behind events that are still to be matched
     */
    private record Step(int added, int dropped, boolean more, long behind) {}

    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.requested()) {
            try {
                if (!leadership.tryLead()) {
                    metrics.standby();
                    work.progress().standby();
                    stop.await(PAUSE);
                } else if (!step()) {
                    signals.await(WAIT);
                }
            } catch (DatabaseUnavailable passing) {
                work.progress().retrying(String.valueOf(passing.getMessage()));
                stop.await(PAUSE);
            }
        }
    }

    /** Matches some events, then volumes and spreads for a part of a second; returns whether more follows at once. */
    public boolean step() {
        Instant now = work.clock().instant();
        backlog.look(database, now);
        Step done = database.transaction(this::match);
        WindowMatcher.Made made = windows.match(backlog, now);
        metrics.matched(done.added() + made.added(), done.behind(), index.size());
        metrics.dropped(done.dropped() + made.dropped());
        if (done.more()) {
            work.progress().catchingUp("matching events with " + index.size() + " subscriptions", done.behind());
        } else {
            work.progress().running("matched all events with " + index.size() + " subscriptions");
        }
        return done.more();
    }

    private Step match(Transaction tx) {
        leadership.exclusive(tx);
        Instant now = work.clock().instant();
        SenderPosition position = positions.find(tx).orElseGet(() -> first(tx, now));
        // Events before subscriptions: a subscription that was made before an event is then seen with it.
        List<LoggedEvent> found = eventLog.listAfter(tx, position.event(), EVENTS);
        int newestMarket = positions.newestMarket(tx);
        index.refresh(tx);
        reportMissing(position, found);
        var outbox = new Outbox(backlog, tx, now);
        if (index.size() > 0 && !found.isEmpty()) {
            events.match(tx, position, found, outbox, now);
        }
        long event = found.isEmpty() ? position.event() : found.getLast().position();
        Instant candlesTo = index.marketsOf(SubscriptionType.CANDLE).isEmpty()
                ? candles.closed(tx).orElse(position.candlesTo())
                : candles.match(tx, position.candlesTo(), outbox);
        Instant auditedTo = matchAudit(tx, position.auditedTo(), outbox);
        Instant listedTo = assets.match(tx, found, position.listedTo(), outbox);
        feed.match(tx, outbox, now);
        boolean asked = replay(tx, outbox, now);
        outbox.end();
        // Events that nobody wants are not looked at, so the markets that they announce are known by this alone.
        int marketId = index.size() == 0 ? newestMarket : position.marketId();
        var next = new SenderPosition(event, candlesTo, auditedTo, listedTo, marketId);
        if (!next.equals(position)) {
            positions.save(tx, next);
        }
        return new Step(
                outbox.added(), outbox.dropped(), asked || found.size() == EVENTS, eventLog.position(tx) - event);
    }

    /** Begins behind all that happened before the first start. */
    private SenderPosition first(Transaction tx, Instant now) {
        var position = new SenderPosition(
                eventLog.position(tx), candles.closed(tx).orElse(Instant.EPOCH), now, now, positions.newestMarket(tx));
        positions.save(tx, position);
        return position;
    }

    /** The log has no gaps: when the next event is not the next position, some were deleted before they were matched. */
    private void reportMissing(SenderPosition position, List<LoggedEvent> found) {
        if (!found.isEmpty() && found.getFirst().position() > position.event() + 1) {
            long missing = found.getFirst().position() - position.event() - 1;
            metrics.missed(Math.toIntExact(missing));
            log.atWarn()
                    .addKeyValue("events", missing)
                    .addKeyValue("from", position.event() + 1)
                    .log("events were deleted from the log before they were matched with subscriptions");
        }
    }

    /** Adds messages of decisions that may be new; those that were added before stay as they are. */
    private Instant matchAudit(Transaction tx, Instant auditedTo, Outbox outbox) {
        if (index.of(SubscriptionType.AUDIT).isEmpty()) {
            return auditedTo;
        }
        Instant latest = auditedTo;
        for (var hour : positions.listDisagreed(tx, auditedTo.minus(DECISION))) {
            var what = new Occurrence(
                    "audit-" + hour.hour().getEpochSecond() + "-"
                            + hour.decidedAt().toEpochMilli(),
                    OptionalInt.empty(),
                    hour.decidedAt());
            String payload = MessageJson.disagreement(hour.hour(), hour.reason(), hour.decidedAt());
            for (EventSubscription subscription : index.of(SubscriptionType.AUDIT)) {
                if (hour.decidedAt().isAfter(subscription.createdAt()) && subscription.isOpenAt(hour.decidedAt())) {
                    outbox.add(subscription, what, payload);
                }
            }
            latest = hour.decidedAt().isAfter(latest) ? hour.decidedAt() : latest;
        }
        return latest;
    }

    /** Does a part of the oldest request; returns whether there was one. */
    private boolean replay(Transaction tx, Outbox outbox, Instant now) {
        Optional<ReplayRequest> oldest = replays.findWaiting(tx);
        oldest.ifPresent(request -> replays.done(tx, request, replay(tx, request, outbox, now), now));
        return oldest.isPresent();
    }

    private ReplayPart replay(Transaction tx, ReplayRequest request, Outbox outbox, Instant now) {
        if (!request.test()) {
            return deliveries.replay(tx, request, replayed, now);
        }
        Optional<EventSubscription> subscription = index.find(request.subscriptionId());
        if (subscription.isPresent()) {
            var what = new Occurrence("test-" + request.id(), OptionalInt.empty(), request.requestedAt());
            String type = subscription.get().filter().type().word();
            outbox.add(subscription.get(), what, "test", MessageJson.test(request.requestedAt(), type));
        }
        return new ReplayPart(subscription.isPresent() ? 1 : 0, Optional.empty());
    }
}
