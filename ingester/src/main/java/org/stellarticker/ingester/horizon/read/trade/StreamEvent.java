package org.stellarticker.ingester.horizon.read.trade;

/** An event of a stream of trades. */
public sealed interface StreamEvent {

    /** The stream is open: new trades after its cursor will come. */
    record Opened() implements StreamEvent {}

    /** Trades that arrived together. */
    record Trades(TradeBatch batch) implements StreamEvent {}

    /** The server closed the stream, as it does after some trades or some time; open it again at once. */
    record Closed() implements StreamEvent {}

    /** No event came within the time-out. Either the market is quiet or the stream is dead. */
    record Quiet() implements StreamEvent {}
}
