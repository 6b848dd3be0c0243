package org.stellarticker.aggregator;

import java.util.Optional;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.candle.CandleRebuild;
import org.stellarticker.db.candle.CandleRebuildStore;

/** Reports the result of the last rebuild; candles that differed from their trades degrade the program until the next one. */
final class RebuildWatch implements Task {

    private final Database database;
    private final Progress progress;
    private final AggregatorMetrics metrics;
    private final CandleRebuildStore store = new CandleRebuildStore();

    RebuildWatch(Database database, Progress progress, AggregatorMetrics metrics) {
        this.database = database;
        this.progress = progress;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        try {
            report();
        } catch (DatabaseUnavailable passing) {
            progress.retrying(String.valueOf(passing.getMessage()));
        }
    }

    private void report() {
        Optional<CandleRebuild> last = database.snapshot(store::findLast);
        long mismatches = last.map(CandleRebuild::mismatches).orElse(0L);
        metrics.candlesMismatched(mismatches);
        if (last.isEmpty()) {
            progress.running("not compared with trades yet");
        } else if (mismatches == 0) {
            progress.running(last.get().candles() + " candles equal their trades");
        } else {
            progress.degraded(
                    mismatches + " of " + last.get().candles() + " candles differed from their trades in the last"
                            + " rebuild: see its log, then run ./ticker rebuild again");
        }
    }
}
