package org.stellarticker.sandbox.network;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.journal.PoolId;

/**
 * A liquidity pool with its reserves.
 *
 * @param fee basis points
 * @param reserves the native asset first, then by code and issuer
 * @param ledger the ledger of its last change
 * @param closedAt of that ledger, epoch seconds
 */
public record PoolState(PoolId id, int fee, long trustlines, List<Reserve> reserves, int ledger, long closedAt) {

    /**
     * The amount of one asset in the pool.
     *
     * @param amount stroops
     */
    public record Reserve(Asset asset, long amount) {}

    public PoolState {
        reserves =
                reserves.stream().sorted(Comparator.comparing(Reserve::asset)).toList();
    }

    /** Returns the shares in stroops: the geometric mean of the reserves, as after one single deposit. */
    public long totalShares() {
        return reserves.stream()
                .map(reserve -> BigInteger.valueOf(reserve.amount()))
                .reduce(BigInteger.ONE, BigInteger::multiply)
                .sqrt()
                .longValueExact();
    }
}
