package org.stellarticker.ingester.horizon;

import java.util.function.Consumer;
import org.stellarticker.daemon.Progress;

/**
 * For what requests are made, and who hears of it.
 *
 * @param retrying told why an answer takes longer
 * @param turn told while others go first
 */
record Work(Priority priority, Consumer<String> retrying, RequestBudget.Turn turn) {

    static Work of(Priority priority, Progress progress) {
        return new Work(priority, progress::retrying, waits -> {
            if (waits) {
                progress.awaitTurn();
            } else {
                progress.resume();
            }
        });
    }
}
