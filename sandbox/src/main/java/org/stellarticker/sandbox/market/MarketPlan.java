package org.stellarticker.sandbox.market;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Which market is simulated.
 *
 * @param historyTrades how many trades there are when it begins, over seven days
 * @param tradesPerSecond how many there are then, on the average; empty to go on at the pace of the history
 * @param ledgerInterval from one live ledger to the next
 */
public record MarketPlan(
        long seed, MarketSize size, int historyTrades, OptionalDouble tradesPerSecond, Duration ledgerInterval) {

    /** Other rules of how a market follows from a seed are another market. */
    private static final int RULES = 2;

    /** A market whose ledgers close each second. */
    public static MarketPlan steady(long seed, int historyTrades, double tradesPerSecond) {
        return new MarketPlan(
                seed, MarketSize.CATALOG, historyTrades, OptionalDouble.of(tradesPerSecond), Duration.ofSeconds(1));
    }

    Activity activity() {
        return new Activity(seed, new TradeRate(historyTrades, tradesPerSecond));
    }

    double ledgerSeconds() {
        return ledgerInterval.toNanos() / 1e9;
    }

    /** What the market calls itself as a network. */
    String passphrase() {
        String name = "Stellar Ticker Sandbox ; simulated market, seed " + seed;
        return size.equals(MarketSize.CATALOG) ? name : name + ", " + size.text();
    }

    /** Tells this market from any other; a longer history or more trades make it no other. */
    String fingerprint() {
        String made = "market:rules=" + RULES + ",seed=" + seed;
        return size.equals(MarketSize.CATALOG) ? made : made + ",size=" + size.text();
    }
}
