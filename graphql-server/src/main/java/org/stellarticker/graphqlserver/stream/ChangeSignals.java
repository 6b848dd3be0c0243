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

    private final Notifications notifications;
    private boolean polling;

    public ChangeSignals(Database database) {
        this.notifications = database.listen(EventLog.CHANNEL, CandleChangeStore.CHANNEL, MarketStore.UPDATED);
    }

    /** Waits for a signal, for a second at most. For use by one thread. */
    void await(Stop stop) throws InterruptedException {
        if (polling) {
            stop.await(POLL);
            return;
        }
        try {
            notifications.await(LONGEST);
        } catch (DatabaseUnavailable away) {
            stop.await(LONGEST);
        } catch (DatabaseException refused) {
            polling = true;
            log.atInfo().addKeyValue("because", refused.getMessage()).log("no LISTEN here: streams poll");
        }
    }

    @Override
    public void close() {
        notifications.close();
    }
}
