package org.stellarticker.ingester;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.LeaderElection;

/** One ingester at a time writes; the others stand by until it is gone. */
final class LeaderFollower implements Follower {

    private static final Logger log = LoggerFactory.getLogger(LeaderFollower.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final LeaderElection leadership;
    private final Progress progress;

    LeaderFollower(LeaderElection leadership, Progress progress) {
        this.leadership = leadership;
        this.progress = progress;
    }

    /** Waits until this copy leads, or the program is to end. */
    void await(Stop stop) throws InterruptedException {
        while (!leadership.held()) {
            progress.standby("another copy leads");
            if (stop.await(INTERVAL)) {
                throw new InterruptedException();
            }
        }
        progress.finished("leads");
        log.info("this copy leads");
    }

    /** Ends the program when the lead is lost, since another copy may have it by now. */
    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.await(INTERVAL)) {
            if (!leadership.held()) {
                throw new IllegalStateException("the lead was lost to another copy");
            }
        }
    }
}
