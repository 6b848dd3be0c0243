package org.stellarticker.sandbox.journal;

/**
 * A liquidity pool as its last trade shows it.
 *
 * @param base number of the asset that was base in that trade
 * @param baseAmount stroops that the trade moved, never 0
 * @param fee basis points
 * @param ledger in which the trade was made
 * @param closedAt of that ledger, epoch seconds
 */
public record Pool(
        PoolId id, int base, long baseAmount, int counter, long counterAmount, int fee, int ledger, long closedAt) {}
