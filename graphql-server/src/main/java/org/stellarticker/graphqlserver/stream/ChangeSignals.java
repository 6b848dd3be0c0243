package org.stellarticker.graphqlserver.stream;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseException;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.Notifications;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.market.MarketStore;

/** Waits for what may have changed. Where the database takes no LISTEN, as on a read replica, it returns every quarter second. */
public final class ChangeSignals implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChangeSignals.class);

    /** A signal may be lost with a connection. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(250);

    /** A standby may be promoted. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Notifications notifications;
    private final Duration again;
    private boolean polling;
    /** Until when it polls, by {@link System#nanoTime}. */
    private long pollUntil = System.nanoTime();

    public ChangeSignals(Database database) {
        this(database, AGAIN);
    }

    /** Waits for other signals. */
    public ChangeSignals(Database database, String... channels) {
        this.notifications = database.listen(channels);
        this.again = AGAIN;
    }

    /** @param again the time after which LISTEN is tried again where it was refused */
    ChangeSignals(Database database, Duration again) {
        this.notifications = database.listen(EventLog.CHANNEL, CandleChangeStore.CHANNEL, MarketStore.UPDATED);
        this.again = again;
    }

    /** Waits for a signal, for a second at most. For use by one thread. */
    public void await(Stop stop) throws InterruptedException {
        if (polling && pollUntil - System.nanoTime() > 0) {
            stop.await(POLL);
            return;
        }
        try {
            notifications.await(LONGEST);
            polling = false;
        } catch (DatabaseUnavailable away) {
            if (away.readOnly()) {
                poll(away);
            } else {
                stop.await(LONGEST);
            }
        } catch (DatabaseException refused) {
            poll(refused);
        }
    }

    private void poll(DatabaseException refused) {
        if (!polling) {
            log.atInfo().addKeyValue("because", refused.getMessage()).log("no LISTEN here: streams poll");
        }
        polling = true;
        pollUntil = System.nanoTime() + again.toNanos();
    }

    boolean polling() {
        return polling;
    }

    @Override
    public void close() {
        notifications.close();
    }
}
