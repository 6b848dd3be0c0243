package org.stellarticker.core.asset;

import java.math.BigDecimal;

/**
 * Who holds an asset, and how much, in units.
 *
 * @param maintaining trust lines that are authorized to maintain liabilities only
 */
public record AssetHoldings(
        Held authorized,
        Held maintaining,
        Held unauthorized,
        Held claimableBalances,
        Held liquidityPools,
        Held contracts) {

    /** So many holders, and what they hold together. */
    public record Held(long count, BigDecimal amount) {
        public static final Held NOTHING = new Held(0, BigDecimal.ZERO);
    }

    /** Of an asset that is held by authorized accounts only. */
    public static AssetHoldings ofAccounts(long accounts, BigDecimal amount) {
        return new AssetHoldings(
                new Held(accounts, amount), Held.NOTHING, Held.NOTHING, Held.NOTHING, Held.NOTHING, Held.NOTHING);
    }
}
