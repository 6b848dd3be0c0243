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

    KeptDays(LeaderElection leadership, TradeDays days, Progress progress) {
        this.leadership = leadership;
        this.days = days;
        this.progress = progress;
    }

    @Override
    public void run() {
        try {
            if (leadership.tryLead()) {
                progress.running(Cleaned.Days.inWords(days.there()));
            } else {
                progress.standby();
            }
        } catch (DatabaseUnavailable passing) {
            progress.retrying(String.valueOf(passing.getMessage()));
        }
    }
}
