package org.stellarticker.core.asset;

import java.math.BigDecimal;
import java.util.stream.Stream;

/**
 * The number of accounts and other entries that hold an asset, and their amounts, in units.
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

    /** The number of holders and the amount that they hold together. */
    public record Held(long count, BigDecimal amount) {
        public static final Held NOTHING = new Held(0, BigDecimal.ZERO);
    }

    /** Returns the amount that exists: everything that is held outside the issuing account. */
    public BigDecimal total() {
        return Stream.of(authorized, maintaining, unauthorized, claimableBalances, liquidityPools, contracts)
                .map(Held::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Returns the holdings of an asset that only authorized accounts hold. */
    public static AssetHoldings ofAccounts(long accounts, BigDecimal amount) {
        return new AssetHoldings(
                new Held(accounts, amount), Held.NOTHING, Held.NOTHING, Held.NOTHING, Held.NOTHING, Held.NOTHING);
    }
}
