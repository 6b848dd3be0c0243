package org.stellarticker.exchange;

import java.time.Instant;
import java.util.UUID;

/**
 * An order as it is now.
 *
 * @param clientOrderId the owner's own name of it; empty when there is none
 * @param account the owner's number
 * @param instrument the number of its market
 * @param price in ticks; 0 for a market order
 * @param amount in stroops of base, including what is executed
 * @param executedAmount in stroops of base
 * @param executedCounterAmount in stroops of counter, before the fee
 * @param createdAt when the gateway made it
 * @param receivedAt when the engine received it
 * @param updatedAt when it changed last
 */
public record Order(
        UUID id,
        String clientOrderId,
        long account,
        int instrument,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        boolean postOnly,
        long price,
        long amount,
        long executedAmount,
        long executedCounterAmount,
        OrderStatus status,
        Instant createdAt,
        Instant receivedAt,
        Instant updatedAt) {}
