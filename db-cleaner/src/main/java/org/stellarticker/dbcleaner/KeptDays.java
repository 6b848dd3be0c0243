package org.stellarticker.dbcleaner;

import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.LeaderElection;

/** Reports which days of trades exist, more often than passes are made: a backfill adds many within minutes. */
final class KeptDays implements Task {

    private final LeaderElection leadership;
    private final TradeDays days;
    private final Progress progress;
    private final Runnable wakeCleaning;
    private boolean standsBy;

    /** @param wakeCleaning called when this copy takes over, so that it need not wait for its next pass */
    KeptDays(LeaderElection leadership, TradeDays days, Progress progress, Runnable wakeCleaning) {
        this.leadership = leadership;
        this.days = days;
        this.progress = progress;
        this.wakeCleaning = wakeCleaning;
    }

    @Override
    public void run() {
        try {
            boolean takesOver = standsBy;
            standsBy = !leadership.tryLead();
            if (!standsBy) {
                if (takesOver) {
                    wakeCleaning.run();
                }
                progress.running(Cleaned.Days.inWords(days.there()));
            } else {
                progress.standby();
            }
        } catch (DatabaseUnavailable passing) {
            progress.retrying(String.valueOf(passing.getMessage()));
        }
    }
}
