package org.stellarticker.eventpublisher;

import java.time.Duration;
import java.util.Optional;
import org.stellarticker.db.Database;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.Notifications;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.marketdata.stream.ChangeFeed;
import org.stellarticker.marketdata.stream.StreamPosition;

/** Reads what is to be published. For use by one thread. */
final class ChangeSource {

    private final Database database;
    private final LeaderElection leadership;
    private final Notifications signals;
    private final ChangeFeed feed = new ChangeFeed();
    private final EventLog events = new EventLog();

    ChangeSource(Database database, LeaderElection leadership, Notifications signals) {
        this.database = database;
        this.leadership = leadership;
        this.signals = signals;
    }

    /**
     * How far a read came.
     *
     * @param end the position behind what it found
     * @param more whether more may follow at once
     * @param newestEvent the newest position of the event log
     */
    record Changes(PublishedPosition end, boolean more, long newestEvent) {}

    /** Returns whether this copy publishes; the others stand by. */
    boolean tryLead() {
        return leadership.tryLead();
    }

    /** Waits for a signal that something changed. */
    void await(Duration atMost) {
        signals.await(atMost);
    }

    /** Returns the newest position of the event log. */
    long newestEvent() {
        return database.snapshot(events::position);
    }

    /** Returns the position before all that is kept. */
    StreamPosition oldest() {
        return database.snapshot(feed::oldest);
    }

    /**
     * Reads what follows a position, and hands it over while it reads.
     *
     * @return empty when the position is not of this event log: what followed it is deleted already, or was never written,
     *     because a database took over that lacks the last commits
     */
    Optional<Changes> read(PublishedPosition after, Records to) {
        return database.snapshot(tx -> isOfThisLog(tx, after) ? Optional.of(read(tx, after, to)) : Optional.empty());
    }

    private boolean isOfThisLog(Transaction tx, PublishedPosition after) {
        if (!feed.isKept(tx, after.position())) {
            return false;
        }
        return after.lastEventAt().isEmpty()
                || feed.lastEventAt(tx, after.position())
                        .map(after.lastEventAt().get()::equals)
                        .orElse(true);
    }

    private Changes read(Transaction tx, PublishedPosition after, Records to) {
        ChangeFeed.Read read = feed.read(tx, after.position(), to::add, to::add);
        StreamPosition end = read.end();
        return new Changes(
                new PublishedPosition(after.epoch(), end, feed.lastEventAt(tx, end)), read.more(), events.position(tx));
    }
}
