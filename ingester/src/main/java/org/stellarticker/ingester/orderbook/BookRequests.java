package org.stellarticker.ingester.orderbook;

import java.time.Duration;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.Database;
import org.stellarticker.db.Notifications;
import org.stellarticker.db.orderbook.BookRequestStore;

/** Reads the order books that somebody asked for, before all others and as soon as they are asked for. */
public final class BookRequests implements Follower {

    /** How long a signal that was lost is waited for. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** At a time, between two looks at the stop. */
    private static final int SOME = 20;

    private final BookReader reader;
    private final Database database;
    private final Notifications asked;
    private final BookRequestStore requests = new BookRequestStore();
    private final Progress progress;

    /** @param asked of {@link BookRequestStore#ASKED} */
    public BookRequests(BookReader reader, Database database, Notifications asked, Progress progress) {
        this.reader = reader;
        this.database = database;
        this.asked = asked;
        this.progress = progress;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.requested()) {
            int read = work();
            progress.running(read == 0 ? "none asked for" : read + " read");
            if (read == 0) {
                var _ = asked.await(LOOK);
            }
        }
    }

    /** @return how many were asked for */
    int work() throws InterruptedException {
        var pairs = database.snapshot(tx -> requests.list(tx, SOME));
        for (TradePair pair : pairs) {
            reader.read(pair);
            database.commit(tx -> requests.take(tx, pair));
        }
        return pairs.size();
    }
}
