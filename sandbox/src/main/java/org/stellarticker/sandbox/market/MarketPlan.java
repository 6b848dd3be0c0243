package org.stellarticker.sandbox.market;

import java.time.Duration;
import java.util.OptionalDouble;
import org.stellarticker.sandbox.market.math.TradeRate;

/**
 * The parameters of a simulated market.
 *
 * @param historyTrades the number of trades in the seven days of history
 * @param tradesPerSecond the average number of live trades; empty to go on at the rate of the history
 * @param ledgerInterval time between two live ledgers
 */
public record MarketPlan(
        long seed, MarketSize size, int historyTrades, OptionalDouble tradesPerSecond, Duration ledgerInterval) {

    /** The version of the rules: other rules make another market from the same seed. */
    private static final int RULES = 3;

    /** Returns a market whose ledgers close each second. */
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

    /** Returns the network passphrase of the market. */
    String passphrase() {
        String name = "Stellar Ticker Sandbox ; simulated market, seed " + seed;
        return size.equals(MarketSize.CATALOG) ? name : name + ", " + size.text();
    }

    /** Returns whether a fingerprint is that of a market of other rules, which another release made. */
    static boolean isOfOtherRules(String fingerprint) {
        return fingerprint.startsWith("market:rules=") && !fingerprint.startsWith("market:rules=" + RULES + ",");
    }

    /** Returns the identity of the market; a longer history or more trades do not change it. */
    String fingerprint() {
        String made = "market:rules=" + RULES + ",seed=" + seed;
        return size.equals(MarketSize.CATALOG) ? made : made + ",size=" + size.text();
    }
}
