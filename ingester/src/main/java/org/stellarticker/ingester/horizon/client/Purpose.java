package org.stellarticker.ingester.horizon.client;

import java.util.function.Consumer;
import org.stellarticker.daemon.Progress;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;

/**
 * The work for which requests are made.
 *
 * @param onRetry receives the reason when a request is made again
 * @param turn is notified while other work goes first
 */
public record Purpose(Priority priority, Consumer<String> onRetry, RequestBudget.Turn turn) {

    public static Purpose of(Priority priority, Progress progress) {
        return new Purpose(priority, progress::retrying, waits -> {
            if (waits) {
                progress.awaitTurn();
            } else {
                progress.resume();
            }
        });
    }
}
