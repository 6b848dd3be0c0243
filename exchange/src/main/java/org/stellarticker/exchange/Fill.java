package org.stellarticker.exchange;

import java.time.Instant;
import java.util.UUID;

/**
 * A trade between a resting order (maker) and an arriving one (taker), at the maker's price.
 *
 * @param number counts all fills of the exchange from 1, without a gap
 * @param price in ticks
 * @param baseAmount in stroops
 * @param counterAmount in stroops; at least 1
 * @param makerOffer the engine's number of the maker's order, counted from 1
 * @param takerOffer the engine's number of the taker's order
 * @param at when the engine received the command that led to it
 */
public record Fill(
        long number,
        int instrument,
        long price,
        long baseAmount,
        long counterAmount,
        UUID makerOrder,
        UUID takerOrder,
        long makerAccount,
        long takerAccount,
        long makerOffer,
        long takerOffer,
        Side takerSide,
        Instant at) {}
