package org.stellarticker.exchange;

import java.time.Instant;
import org.stellarticker.core.asset.Asset;

/** What a command changed. The same commands give the same events. */
public sealed interface Event {

    /** Returns its number; all events of the exchange are counted from 1, without a gap. */
    long number();

    /** Returns when the engine received the command that led to it. */
    Instant at();

    /** An order was accepted; nothing of it is executed. */
    record OrderAccepted(long number, Instant at, Order order) implements Event {}

    /** An open order changed: a part of it was executed, or its owner amended it. */
    record OrderUpdated(long number, Instant at, Order order) implements Event {}

    /** An order ended; its status says how. */
    record OrderClosed(long number, Instant at, Order order) implements Event {}

    /** Two orders traded. */
    record Filled(long number, Instant at, Fill fill) implements Event {}

    /**
     * An account's balance changed. Comes at the end of a command, once for each balance that it changed.
     *
     * @param total in stroops
     * @param held in stroops
     */
    record BalanceChanged(long number, Instant at, long account, Asset asset, long total, long held) implements Event {}

    /**
     * A level of a book changed. Comes at the end of a command, once for each level that it changed.
     *
     * @param price in ticks
     * @param amount what is open now, in stroops of base; 0 when the level is gone
     */
    record LevelChanged(long number, Instant at, int instrument, Side side, long price, long amount, int orders)
            implements Event {}
}
