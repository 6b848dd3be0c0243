package org.stellarticker.ingester.orderbook;

import java.time.Duration;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.Database;
import org.stellarticker.db.Notifications;
import org.stellarticker.db.orderbook.BookRequestStore;

/** Fetches on-demand order books, before all others and as soon as they are requested. */
public final class BookRequests implements Follower {

    /** The polling interval, which bounds the wait when a notification is lost. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    /** Bounds a batch, so that a stop is noticed between two batches. */
    private static final int BATCH_SIZE = 20;

    private final BookReader reader;
    private final Database database;
    private final Notifications notifications;
    private final BookRequestStore requests = new BookRequestStore();
    private final Progress progress;

    /** @param notifications the channel {@link BookRequestStore#REQUESTED} */
    public BookRequests(BookReader reader, Database database, Notifications notifications, Progress progress) {
        this.reader = reader;
        this.database = database;
        this.notifications = notifications;
        this.progress = progress;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.requested()) {
            int read = fetchRequested();
            progress.running(read == 0 ? "none requested" : read + " read");
            if (read == 0) {
                var _ = notifications.await(POLL_INTERVAL);
            }
        }
    }

    /** Fetches a batch of requested books and returns how many there were. */
    int fetchRequested() throws InterruptedException {
        var pairs = database.snapshot(tx -> requests.list(tx, BATCH_SIZE));
        for (TradePair pair : pairs) {
            reader.read(pair);
            database.commit(tx -> requests.take(tx, pair));
        }
        return pairs.size();
    }
}
