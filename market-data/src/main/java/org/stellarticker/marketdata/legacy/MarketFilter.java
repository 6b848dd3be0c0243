package org.stellarticker.marketdata.legacy;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;

/**
 * The markets that a client asks for; an empty member fits all. Two codes fit a pair in either order, because a client cannot
 * know in which direction a market is stored.
 */
public record MarketFilter(
        Optional<String> baseCode,
        Optional<String> baseIssuer,
        Optional<String> counterCode,
        Optional<String> counterIssuer) {

    public static final MarketFilter ALL =
            new MarketFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    boolean takes(TradePair pair) {
        return (takesBase(pair.base()) && takesCounter(pair.counter()))
                || (baseCode.isPresent()
                        && counterCode.isPresent()
                        && takesBase(pair.counter())
                        && takesCounter(pair.base()));
    }

    private boolean takesBase(Asset asset) {
        return takes(baseCode, asset.code()) && takes(baseIssuer, asset.issuer());
    }

    private boolean takesCounter(Asset asset) {
        return takes(counterCode, asset.code()) && takes(counterIssuer, asset.issuer());
    }

    private static boolean takes(Optional<String> wanted, String found) {
        return wanted.isEmpty() || wanted.get().equals(found);
    }
}
