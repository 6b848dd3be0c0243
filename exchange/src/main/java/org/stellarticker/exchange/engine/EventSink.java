package org.stellarticker.exchange.engine;

import org.stellarticker.exchange.Side;

/**
 * Takes the engine's events, each with its number and its time in microseconds, without an object of its own. What is
 * passed is valid only during the call.
 */
public interface EventSink {

    void accepted(long number, long at, OrderEntry order);

    void updated(long number, long at, OrderEntry order);

    void closed(long number, long at, OrderEntry order);

    void filled(long number, long at, FillEntry fill);

    /** @param asset the asset's number */
    void balance(long number, long at, long account, int asset, long total, long held);

    /** @param amount 0 when the level is gone */
    void level(long number, long at, int instrument, Side side, long price, long amount, int orders);
}
