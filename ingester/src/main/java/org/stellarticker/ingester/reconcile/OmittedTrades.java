package org.stellarticker.ingester.reconcile;

import java.util.List;
import org.stellarticker.db.audit.PoolAmounts;

/**
 * Decides whether the difference between the stored trades and Horizon's aggregation consists of trades with pools. Horizon omits
 * pool trades whose price was moved by rounding by a tenth or more, and does not say which. The difference is explained when some
 * of the pool trades match it exactly, by their number and by both amounts.
 */
final class OmittedTrades {

    /** The result of a search with a bounded number of steps. */
    enum Result {
        EXPLAINED,
        UNEXPLAINED,
        /** The search ended at its bound. */
        UNDECIDED
    }

    private static final int MAX_STEPS = 500_000;

    private final long[] base;
    private final long[] counter;
    /** Sums of the base amounts from an index to the end. */
    private final long[] baseFrom;

    private int steps;

    /** @param trades the candidates, by descending base amount */
    private OmittedTrades(List<PoolAmounts> trades) {
        base = trades.stream().mapToLong(PoolAmounts::base).toArray();
        counter = trades.stream().mapToLong(PoolAmounts::counter).toArray();
        baseFrom = new long[base.length + 1];
        for (int i = base.length - 1; i >= 0; i--) {
            baseFrom[i] = baseFrom[i + 1] + base[i];
        }
    }

    /**
     * Searches for a given number of trades with exactly these sums.
     *
     * @param trades the pool trades of which no amount is above these sums, by descending base amount
     */
    static Result search(long count, long base, long counter, List<PoolAmounts> trades) {
        var search = new OmittedTrades(trades);
        boolean found = search.find(0, count, base, counter);
        if (found) {
            return Result.EXPLAINED;
        }
        return search.steps > MAX_STEPS ? Result.UNDECIDED : Result.UNEXPLAINED;
    }

    private boolean find(int from, long count, long baseLeft, long counterLeft) {
        if (count == 0) {
            return baseLeft == 0 && counterLeft == 0;
        }
        for (int i = from; i + count <= base.length; i++) {
            if (++steps > MAX_STEPS || baseFrom[i] - baseFrom[i + (int) count] < baseLeft) {
                // Even the largest remaining trades do not reach the sum.
                return false;
            }
            boolean fits = base[i] <= baseLeft && counter[i] <= counterLeft;
            if (fits && find(i + 1, count - 1, baseLeft - base[i], counterLeft - counter[i])) {
                return true;
            }
        }
        return false;
    }
}
