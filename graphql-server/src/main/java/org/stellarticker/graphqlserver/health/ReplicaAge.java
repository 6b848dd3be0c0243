package org.stellarticker.graphqlserver.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.status.ProgramReport;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.graphqlserver.database.DatabaseAway;
import org.stellarticker.graphqlserver.database.LiveDatabase;

/**
 * Measures how old the rows of a read replica are: each program writes its report to the primary every two seconds, and the
 * newest report that is found on the replica has the age of the replica, by at most two seconds more. PostgreSQL's own measure
 * counts a replica that is cut off from its primary as up to date.
 */
public final class ReplicaAge implements Task {

    private final LiveDatabase replica;
    private final Duration longest;
    private final Clock clock;
    private final Progress progress;
    private final ProgramStatusStore reports = new ProgramStatusStore();
    private volatile Optional<String> complaint = Optional.empty();

    /** @param longest the age beyond which the program is degraded */
    public ReplicaAge(LiveDatabase replica, Duration longest, Clock clock, Progress progress) {
        this.replica = replica;
        this.longest = longest;
        this.clock = clock;
        this.progress = progress;
    }

    @Override
    public void run() throws InterruptedException {
        try {
            Optional<Duration> age = replica.lookAt(reports::list).stream()
                    .map(ProgramReport::at)
                    .max(Instant::compareTo)
                    .map(newest -> Duration.between(newest, clock.instant()));
            complaint = complaint(age);
            if (complaint.isPresent()) {
                progress.degraded(complaint.get(), age.orElse(Duration.ZERO));
            } else {
                progress.running("", age.orElse(Duration.ZERO));
            }
        } catch (DatabaseAway | DatabaseUnavailable away) {
            progress.retrying(String.valueOf(away.getMessage()));
        }
    }

    private Optional<String> complaint(Optional<Duration> age) {
        return age.filter(found -> found.compareTo(longest) > 0)
                .map(found -> "the read replica is " + found.toSeconds() + " s old, more than REPLICA_MAX_LAG ("
                        + longest.toSeconds() + " s)");
    }

    /** Returns what is wrong with the replica, in words. */
    public Optional<String> complaint() {
        return complaint;
    }
}
