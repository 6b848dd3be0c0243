package org.stellarticker.dbcleaner;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.LeaderElection;

/** Makes a pass each interval while this copy leads. */
final class Cleaning implements Task {

    private static final Logger log = LoggerFactory.getLogger(Cleaning.class);

    /** The time before a pass is tried again after the database was unavailable. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final LeaderElection leadership;
    private final Cleaner cleaner;
    private final Progress progress;
    private final CleanerMetrics metrics;
    private final Stop stop;

    Cleaning(LeaderElection leadership, Cleaner cleaner, Progress progress, CleanerMetrics metrics, Stop stop) {
        this.leadership = leadership;
        this.cleaner = cleaner;
        this.progress = progress;
        this.metrics = metrics;
        this.stop = stop;
    }

    @Override
    public void run() throws InterruptedException {
        String trouble = "";
        boolean due = true;
        while (due) {
            try {
                pass();
                due = false;
            } catch (DatabaseUnavailable passing) {
                String message = String.valueOf(passing.getMessage());
                progress.retrying(message);
                if (!message.equals(trouble)) {
                    log.warn(message);
                    trouble = message;
                }
                due = !stop.await(PAUSE);
            }
        }
    }

    private void pass() {
        if (!leadership.tryLead()) {
            progress.standby();
            return;
        }
        long begin = System.nanoTime();
        Cleaned cleaned = cleaner.clean();
        metrics.add(cleaned);
        progress.running(cleaned.days().held());
        (cleaned.hasDeletions() ? log.atInfo() : log.atDebug())
                .addKeyValue("kept", cleaned.kept())
                .addKeyValue("taken_away", cleaned.takenAway())
                .addKeyValue("ms", (System.nanoTime() - begin) / 1_000_000)
                .log("cleaned");
    }
}
