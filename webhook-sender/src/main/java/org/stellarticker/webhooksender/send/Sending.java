package org.stellarticker.webhooksender.send;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.Notifications;
import org.stellarticker.db.subscription.BacklogStore;
import org.stellarticker.db.subscription.DeliveryAttempt;
import org.stellarticker.db.subscription.DueDelivery;
import org.stellarticker.db.subscription.DueDeliveryStore;
import org.stellarticker.db.subscription.SentDelivery;
import org.stellarticker.webhooksender.metrics.SenderMetrics;

/**
 * The loop that delivers messages. Each round saves what came of attempts, sees for whom messages were added, and sends what is due
 * as far as there are places. A message whose result was not saved, because the program ended, is sent again with the same id.
 */
public final class Sending implements Follower {

    private static final Logger log = LoggerFactory.getLogger(Sending.class);

    /** A signal may be lost with a connection. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** The shortest time from one round to the next: results that come meanwhile are saved together. */
    private static final Duration ROUND = Duration.ofMillis(10);

    private static final Duration LOOK = Duration.ofSeconds(10);

    /** How long an endpoint may fail before it is disabled. */
    private static final Duration FAILING = Duration.ofDays(5);

    private final Database database;
    private final LeaderElection leadership;
    private final WebhookClient client;
    private final SenderMetrics metrics;
    private final WorkContext work;

    private final DueDeliveryStore store = new DueDeliveryStore();
    private final BacklogStore backlog = new BacklogStore();
    private final RetrySchedule schedule = new RetrySchedule(RandomGenerator.getDefault());
    private final Receivers receivers = new Receivers();
    private final Queues queues = new Queues(receivers);
    private final Set<Long> inFlight = new HashSet<>();
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final Semaphore wake = new Semaphore(0);

    private List<Ended> unsaved = new ArrayList<>();
    private Optional<DueDeliveryStore.Seen> seen = Optional.empty();
    private Instant nextLook = Instant.MIN;

    public Sending(
            Database database,
            LeaderElection leadership,
            WebhookClient client,
            SenderMetrics metrics,
            WorkContext work) {
        this.database = database;
        this.leadership = leadership;
        this.client = client;
        this.metrics = metrics;
        this.work = work;
    }

    /** An attempt that came to its end. */
    private record Ended(String authority, SentDelivery sent, boolean answered) {}

    /** Returns the loop that starts a round at each signal, and says in a progress of its own that it goes on. */
    public Follower wokenBy(Notifications signals, Progress signalled) {
        return stop -> {
            while (!stop.requested()) {
                try {
                    if (signals.await(WAIT)) {
                        wake.release();
                    }
                    signalled.running("");
                } catch (DatabaseUnavailable passing) {
                    signalled.retrying(String.valueOf(passing.getMessage()));
                    stop.await(PAUSE);
                }
            }
        };
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.requested()) {
            try {
                if (!leadership.tryLead()) {
                    standBy();
                    stop.await(PAUSE);
                } else {
                    lead(stop);
                }
            } catch (DatabaseUnavailable passing) {
                work.progress().retrying(String.valueOf(passing.getMessage()));
                stop.await(PAUSE);
            }
        }
    }

    private void standBy() {
        queues.clear();
        seen = Optional.empty();
        saveEnded();
        metrics.standby();
        work.progress().standby();
    }

    /** Makes rounds for a second, after which another copy may lead. */
    private void lead(Stop stop) throws InterruptedException {
        Instant until = work.clock().instant().plus(WAIT);
        while (!stop.requested() && work.clock().instant().isBefore(until)) {
            Instant now = work.clock().instant();
            round(now);
            stop.await(ROUND);
            Duration wait = queues.nextDue()
                    .map(due -> Duration.between(work.clock().instant(), due))
                    .filter(left -> left.compareTo(WAIT) < 0)
                    .orElse(WAIT);
            if (!wait.isNegative() && ended.isEmpty()) {
                wake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
            }
            wake.drainPermits();
        }
        metrics.inFlight(inFlight.size());
        work.progress().running(inFlight.isEmpty() ? "all messages that are due are delivered" : "delivering messages");
    }

    private void round(Instant now) {
        saveEnded();
        DueDeliveryStore.Stirred stirred = database.snapshot(
                tx -> seen.map(position -> store.stirred(tx, position)).orElseGet(() -> store.waiting(tx)));
        queues.stir(stirred.subscriptions(), now);
        seen = Optional.of(stirred.seen());
        Map<Long, Integer> most = queues.plan(now);
        if (!most.isEmpty()) {
            send(most, now);
        }
        if (!now.isBefore(nextLook)) {
            look(now);
        }
    }

    private void send(Map<Long, Integer> most, Instant now) {
        List<DueDelivery> due = database.snapshot(tx -> store.due(tx, most, inFlight, now));
        var found = new HashMap<Long, Integer>();
        for (DueDelivery delivery : due) {
            found.merge(delivery.subscriptionId(), 1, Integer::sum);
            // An address that nothing may be sent to any more fails at once, and holds up no place of a server.
            String authority = client.authority(delivery.webhook().url()).orElse("refused");
            if (queues.tryStart(
                    delivery.subscriptionId(), authority, delivery.webhook().ordered())) {
                inFlight.add(delivery.id());
                Thread.ofVirtual().name("webhook-" + delivery.id()).start(() -> attempt(delivery, authority));
            }
        }
        List<Long> fewer = most.keySet().stream()
                .filter(id -> found.getOrDefault(id, 0) < most.getOrDefault(id, 0))
                .toList();
        if (!fewer.isEmpty()) {
            queues.schedule(fewer, database.snapshot(tx -> store.nextDue(tx, fewer, inFlight)));
        }
    }

    private void attempt(DueDelivery delivery, String authority) {
        Instant begin = work.clock().instant();
        long nanos = System.nanoTime();
        WebhookClient.Answer answer = answer(delivery, begin);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
        var attempt = new DeliveryAttempt(
                delivery.id(),
                delivery.attempts() + 1,
                begin,
                Math.toIntExact(millis),
                answer.status(),
                answer.problem());
        Optional<Instant> next = answer.problem().isEmpty()
                ? Optional.empty()
                : schedule.next(begin.plusMillis(millis), delivery.tries() + 1, answer.retryAfter());
        ended.add(new Ended(
                authority,
                new SentDelivery(delivery, attempt, next),
                answer.problem().isEmpty()));
        wake.release();
    }

    /** A fault of this program is a failure of the attempt, too, so that the place it takes becomes free. */
    private WebhookClient.Answer answer(DueDelivery delivery, Instant now) {
        try {
            return client.send(delivery, now);
        } catch (RuntimeException fault) {
            log.atError()
                    .addKeyValue("subscription", delivery.subscriptionId())
                    .addKeyValue("delivery", delivery.id())
                    .setCause(fault)
                    .log("a message could not be sent");
            return WebhookClient.Answer.failed("the sender failed: " + fault.getMessage());
        }
    }

    /** Saves what came of attempts; after a failure of the database, it is saved in a later round. */
    private void saveEnded() {
        for (Ended one = ended.poll(); one != null; one = ended.poll()) {
            unsaved.add(one);
        }
        if (unsaved.isEmpty()) {
            return;
        }
        database.commit(tx -> store.save(tx, unsaved.stream().map(Ended::sent).toList()));
        Instant now = work.clock().instant();
        for (Ended one : unsaved) {
            DueDelivery delivery = one.sent().delivery();
            inFlight.remove(delivery.id());
            queues.end(delivery.subscriptionId(), one.authority(), one.answered(), now);
        }
        int succeeded = Math.toIntExact(unsaved.stream().filter(Ended::answered).count());
        int dead = Math.toIntExact(unsaved.stream()
                .filter(one -> !one.answered() && one.sent().nextTry().isEmpty())
                .count());
        metrics.sent(succeeded, unsaved.size() - succeeded, dead);
        unsaved = new ArrayList<>();
    }

    /** Disables endpoints that fail for too long, and measures what waits. */
    private void look(Instant now) {
        nextLook = now.plus(LOOK);
        List<Long> disabled = database.transaction(tx -> store.disable(tx, FAILING, now));
        metrics.disabled(disabled.size());
        for (Long subscription : disabled) {
            log.atWarn()
                    .addKeyValue("subscription", subscription)
                    .log("an endpoint failed for five days and is disabled");
        }
        metrics.waiting(database.snapshot(backlog::sumWaiting));
    }
}
