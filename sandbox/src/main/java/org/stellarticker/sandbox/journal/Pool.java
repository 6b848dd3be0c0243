package org.stellarticker.sandbox.journal;

/**
 * A liquidity pool as its trades show it, above all the last one.
 *
 * @param base number of the asset that was base in that trade
 * @param baseAmount stroops that the trade moved, never 0
 * @param fee basis points
 * @param baseFlow stroops that trades brought in since the journal began, less those that they took out
 * @param counterFlow the same of the other asset
 * @param ledger the ledger of the trade
 * @param closedAt of that ledger, epoch seconds
 */
public record Pool(
        PoolId id,
        int base,
        long baseAmount,
        int counter,
        long counterAmount,
        int fee,
        long baseFlow,
        long counterFlow,
        int ledger,
        long closedAt) {

    /** Returns what trades brought in of an asset of the pool, less what they took out; stroops. */
    public long flow(int asset) {
        return asset == base ? baseFlow : counterFlow;
    }
}
