package org.stellarticker.ingester.horizon.read.trade;

/** The result of a request for a page of trades. */
public sealed interface TradePageResult {

    /** A page with records; more may follow. */
    record Trades(TradeBatch batch) implements TradePageResult {}

    /** An empty page. Ascending, all trades are read for now; descending, there are no older ones. */
    record End() implements TradePageResult {}

    /** Descending: no server keeps older trades any more. */
    record Gone() implements TradePageResult {}
}
