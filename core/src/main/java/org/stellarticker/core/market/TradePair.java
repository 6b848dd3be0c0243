package org.stellarticker.core.market;

import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.Asset;

/** An ordered pair of assets: prices are counter per base. */
public record TradePair(Asset base, Asset counter) {

    public TradePair {
        if (base.equals(counter)) {
            throw new IllegalArgumentException("pair: expected two different assets, found " + base + " twice");
        }
    }

    /** Returns the direction in which the ticker stores a market: native first, else the lower {@code CODE:ISSUER}. */
    public static TradePair normalised(Asset one, Asset other) {
        return one.compareTo(other) <= 0 ? new TradePair(one, other) : new TradePair(other, one);
    }

    public boolean isNormalised() {
        return base.compareTo(counter) <= 0;
    }

    /** Returns the same market in the other direction. */
    public TradePair turned() {
        return new TradePair(/* base= */ counter, /* counter= */ base);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof TradePair(Asset otherBase, Asset otherCounter)
                        && base.equals(otherBase)
                        && counter.equals(otherCounter));
    }

    @Override
    public int hashCode() {
        return 31 * base.hashCode() + counter.hashCode();
    }

    @Override
    public String toString() {
        return base + " / " + counter;
    }
}
