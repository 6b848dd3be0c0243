package org.stellarticker.ingester;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.LeaderElection;

/** Lets one ingester at a time write; the other copies stand by. */
final class LeaderFollower implements Follower {

    private static final Logger log = LoggerFactory.getLogger(LeaderFollower.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final LeaderElection election;
    private final Progress progress;

    LeaderFollower(LeaderElection election, Progress progress) {
        this.election = election;
        this.progress = progress;
    }

    /** Waits until this copy is the leader. */
    void await(Stop stop) throws InterruptedException {
        while (!election.tryLead()) {
            progress.standby();
            if (stop.await(INTERVAL)) {
                throw new InterruptedException();
            }
        }
        progress.finished("leader");
        log.info("this copy is the leader");
    }

    /** Ends the program when this copy is no longer the leader, since another copy may be. */
    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.await(INTERVAL)) {
            if (!election.tryLead()) {
                throw new IllegalStateException(
                        "expected to be the leader, found another copy; the program restarts as a standby");
            }
        }
    }
}
