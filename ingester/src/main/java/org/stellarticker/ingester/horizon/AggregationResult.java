package org.stellarticker.ingester.horizon;

import java.util.List;

/** What came of asking for a market's intervals. */
public sealed interface AggregationResult {

    /** All intervals in which there was a trade, oldest first. */
    record Intervals(List<Aggregation> intervals) implements AggregationResult {}

    /** Horizon did not answer, however often it was asked, or refused to, or does not know the market. */
    record Unanswered(String reason) implements AggregationResult {}
}
