package org.stellarticker.graphqlserver.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.Database;
import org.stellarticker.db.StatementTimeout;
import org.stellarticker.graphqlserver.database.DatabaseAway;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.marketdata.stream.Selection;
import org.stellarticker.marketdata.stream.StreamPosition;
import org.stellarticker.marketdata.stream.StreamReader;
import org.stellarticker.marketdata.stream.Wanted;

/**
 * Reads what changes once for all subscribers of this program, and offers each what it selected. It reads nothing while there
 * is no subscriber.
 */
public final class StreamHub implements Follower {

    /** Signals that come together are answered by one read. */
    private static final Duration GATHER = Duration.ofMillis(20);

    /** Far below how long positions are kept. */
    public static final Duration POSITIONS = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Duration positions;
    private final LiveDatabase database;
    private final ChangeSignals signals;
    private final Progress progress;
    private final StreamReader reader = new StreamReader();
    /** The other connections answer requests. */
    private final Semaphore reads = new Semaphore(3, /* fair= */ true);

    private final ReentrantLock lock = new ReentrantLock(/* fair= */ true);
    private final Condition readEnded = lock.newCondition();
    /** What is read now leaves out the selections that are not among the subscriptions yet. */
    private boolean reading;

    private final Map<Selection, Set<Subscription>> subscriptions = new HashMap<>();
    private final ClientSelections clients = new ClientSelections();
    /** The position up to which all subscribers were offered all; empty while there is none. */
    private Optional<StreamPosition> position = Optional.empty();
    /** When all subscribers were given the position, by {@link System#nanoTime}. */
    private long given = System.nanoTime();

    /** @param positions how often subscribers are given their position, so that those of quiet markets stay kept */
    public StreamHub(LiveDatabase database, ChangeSignals signals, Progress progress, Duration positions) {
        this.positions = positions;
        this.database = database;
        this.signals = signals;
        this.progress = progress;
    }

    StreamReader reader() {
        return reader;
    }

    /** Reads for one client; some at once, the others wait. */
    <T> T read(Database.Work<T> work) throws InterruptedException {
        reads.acquire();
        try {
            return database.snapshot(work);
        } finally {
            reads.release();
        }
    }

    /**
     * Checks whether a client may follow one more selection.
     *
     * @param client its address
     */
    void admit(String client, Selection selection) throws TooManySelections {
        lock.lock();
        try {
            clients.admit(client, selection);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds a subscription, once nothing is read without its selection. It keeps what it is offered until
     * {@link Subscription#beginAfter}.
     *
     * @param from the position up to which its client was read to
     * @return whether all that follows the position will be offered; else the client has to be read to once more
     */
    boolean add(Subscription subscription, StreamPosition from) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (reading && !subscriptions.containsKey(subscription.selection())) {
                readEnded.await();
            }
            clients.add(subscription.client(), subscription.selection());
            subscriptions
                    .computeIfAbsent(subscription.selection(), _ -> new HashSet<>())
                    .add(subscription);
            if (position.isEmpty()) {
                position = Optional.of(from);
            }
            return position.get().isNotAhead(from);
        } finally {
            lock.unlock();
        }
    }

    void remove(Subscription subscription) {
        lock.lock();
        try {
            Set<Subscription> alike = subscriptions.getOrDefault(subscription.selection(), Set.of());
            if (!alike.contains(subscription)) {
                return;
            }
            clients.remove(subscription.client(), subscription.selection());
            alike.remove(subscription);
            if (alike.isEmpty()) {
                subscriptions.remove(subscription.selection());
            }
            if (subscriptions.isEmpty()) {
                position = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many subscribers there are. */
    public int subscribers() {
        lock.lock();
        try {
            return subscriptions.values().stream().mapToInt(Set::size).sum();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.await(GATHER)) {
            boolean more = false;
            try {
                more = readOnce();
                progress.running("");
            } catch (DatabaseAway | StatementTimeout passing) {
                progress.retrying(String.valueOf(passing.getMessage()));
                stop.await(PAUSE);
            }
            if (!more) {
                signals.await(stop);
            }
        }
    }

    /** Reads and offers what is new; returns whether there may be more. */
    private boolean readOnce() {
        Optional<Question> asked = beginRead();
        if (asked.isEmpty()) {
            return false;
        }
        Optional<StreamReader.Batch> found = Optional.empty();
        try {
            found = Optional.of(database.snapshot(
                    tx -> reader.read(tx, asked.get().after(), asked.get().wanted())));
        } finally {
            endRead(found);
        }
        return found.get().more();
    }

    private record Question(StreamPosition after, Wanted wanted) {}

    /** Clients come and go while the database is read, but none with a selection of its own comes. */
    private Optional<Question> beginRead() {
        lock.lock();
        try {
            reading = position.isPresent();
            return position.map(after -> new Question(after, Wanted.of(subscriptions.keySet())));
        } finally {
            lock.unlock();
        }
    }

    /** @param found empty when the read failed */
    private void endRead(Optional<StreamReader.Batch> found) {
        lock.lock();
        try {
            reading = false;
            readEnded.signalAll();
            if (found.isEmpty() || position.isEmpty()) {
                return;
            }
            StreamReader.Batch batch = found.get();
            position = Optional.of(batch.end());
            offer(batch.changes().stream().map(SharedChange::new).toList());
            if (System.nanoTime() - given > positions.toNanos()) {
                subscriptions.values().forEach(alike -> alike.forEach(each -> each.reach(batch.end())));
                given = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    private void offer(List<SharedChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        subscriptions.forEach((selection, alike) -> {
            List<SharedChange> selected = changes.stream()
                    .filter(change -> selection.wants(change.stored()))
                    .toList();
            if (!selected.isEmpty()) {
                alike.forEach(subscription -> subscription.offer(selected));
            }
        });
    }
}
