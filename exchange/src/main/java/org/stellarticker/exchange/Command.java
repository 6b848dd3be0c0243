package org.stellarticker.exchange;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/** What changes the exchange. The engine adds when it was received. */
public sealed interface Command {

    /** Opens an account and gives it play money; answers the account that the subject has already. */
    record OpenAccount(String subject) implements Command {}

    /**
     * Places an order.
     *
     * @param id a new UUID, of version 7 so that ids sort by time
     * @param clientOrderId at most 36 characters of {@code A-Z a-z 0-9 . _ : / -}; empty for none. Sent again with the
     *     same content, it answers the order that is there
     * @param price in ticks; 0 for a market order
     * @param amount in stroops of base
     */
    record PlaceOrder(
            long account,
            UUID id,
            String clientOrderId,
            int instrument,
            Side side,
            OrderType type,
            TimeInForce timeInForce,
            boolean postOnly,
            long price,
            long amount,
            Instant createdAt)
            implements Command {}

    /** Cancels an open order. */
    record CancelOrder(long account, UUID id) implements Command {}

    /**
     * Changes an open order. A smaller amount at the same price keeps the order's place in the queue.
     *
     * @param price in ticks; empty: as it is
     * @param amount in stroops of base, including what is executed; empty: as it is
     */
    record AmendOrder(long account, UUID id, OptionalLong price, OptionalLong amount) implements Command {}

    /** Cancels all open orders of an account. */
    record CancelAll(long account) implements Command {}
}
