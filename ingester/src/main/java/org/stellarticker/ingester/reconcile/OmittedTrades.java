package org.stellarticker.ingester.reconcile;

import java.util.List;
import org.stellarticker.db.audit.PoolAmounts;

/**
 * Whether what Horizon's own sums lack are trades with pools: it leaves out those that rounding moved by a tenth or more, and
 * does not tell which. So it must be some of them, by number and by both amounts to the stroop.
 */
final class OmittedTrades {

    /** What may be said within the steps that a search is worth. */
    enum Answer {
        SOME_OF_THEM,
        NONE_OF_THEM,
        TOO_MANY_TO_SEARCH
    }

    private static final int MOST_STEPS = 500_000;

    private final long[] base;
    private final long[] counter;
    /** Sums of all from an index on. */
    private final long[] baseFrom;

    private int steps;

    /** @param trades those that may be it, by descending base amount */
    private OmittedTrades(List<PoolAmounts> trades) {
        base = trades.stream().mapToLong(PoolAmounts::base).toArray();
        counter = trades.stream().mapToLong(PoolAmounts::counter).toArray();
        baseFrom = new long[base.length + 1];
        for (int i = base.length - 1; i >= 0; i--) {
            baseFrom[i] = baseFrom[i + 1] + base[i];
        }
    }

    /**
     * Looks for so many trades with these sums.
     *
     * @param trades those with pools of which no amount is above these sums, by descending base amount
     */
    static Answer search(long count, long base, long counter, List<PoolAmounts> trades) {
        var search = new OmittedTrades(trades);
        boolean found = search.find(0, count, base, counter);
        if (found) {
            return Answer.SOME_OF_THEM;
        }
        return search.steps > MOST_STEPS ? Answer.TOO_MANY_TO_SEARCH : Answer.NONE_OF_THEM;
    }

    private boolean find(int from, long count, long baseLeft, long counterLeft) {
        if (count == 0) {
            return baseLeft == 0 && counterLeft == 0;
        }
        for (int i = from; i + count <= base.length; i++) {
            if (++steps > MOST_STEPS || baseFrom[i] - baseFrom[i + (int) count] < baseLeft) {
                // The largest that are left do not reach it.
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
