package org.stellarticker.ingester.horizon;

/** What waiting on a stream of trades comes to. */
public sealed interface StreamEvent {

    /** The stream stands: all trades up to its cursor were read, and new ones will come. */
    record Opened() implements StreamEvent {}

    /** Trades that came together. */
    record Trades(TradeBatch batch) implements StreamEvent {}

    /** The server said good-bye, as it does after so many trades or so much time: to be opened again at once. */
    record Closed() implements StreamEvent {}

    /** Nothing came for as long as one wanted to wait. The market may be quiet, or the stream dead. */
    record Quiet() implements StreamEvent {}
}
