package org.stellarticker.ingester.horizon;

/** What asking for a page of trades comes to. */
public sealed interface TradePageResult {

    /** A page with records in it; short or full, more may follow. */
    record Trades(TradeBatch batch) implements TradePageResult {}

    /** An empty page: ascending, all is read for now; descending, there is nothing older. */
    record End() implements TradePageResult {}

    /** Descending: what is older is no longer kept, by none of the servers. */
    record Gone() implements TradePageResult {}
}
