package org.stellarticker.sandbox.market;

/**
 * Which market is simulated.
 *
 * @param historyTrades how many trades there are when it begins, over seven days
 * @param tradesPerLedger how many trades a live ledger holds, on the average
 */
public record MarketPlan(long seed, int historyTrades, double tradesPerLedger) {

    /** Other rules of how a market follows from a seed are another market. */
    private static final int RULES = 2;

    /** What the market calls itself as a network. */
    String passphrase() {
        return "Stellar Ticker Sandbox ; simulated market, seed " + seed;
    }

    /** Tells this market from any other; a longer history or more trades make it no other. */
    String fingerprint() {
        return "market:rules=" + RULES + ",seed=" + seed;
    }
}
