package org.stellarticker.graphqlserver.graphql;

import java.time.Duration;
import org.stellarticker.http.limit.Backlog;

/**
 * The limits of operations.
 *
 * @param longestRun after which a query is ended, however it came
 * @param longestSend after which a WebSocket is closed whose client does not take a message
 * @param waiting changes that may wait for all subscriptions of a connection
 */
record OperationLimits(Duration longestRun, Duration longestSend, Backlog.Bounds waiting) {

    /** Changes that wait are some seconds of a busy network. The most is more than all that is offered to some at once. */
    static final OperationLimits USUAL = new OperationLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(60), new Backlog.Bounds(500, 100_000, Duration.ofSeconds(30)));
}
