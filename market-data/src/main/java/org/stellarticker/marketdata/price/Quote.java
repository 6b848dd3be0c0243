package org.stellarticker.marketdata.price;

import org.stellarticker.core.asset.Asset;

/** What a price is in. */
public sealed interface Quote {

    /** The word for US dollars. */
    String USD = "USD";

    /** US dollars, by the assets that count as one each. */
    record Dollars() implements Quote {}

    /** Units of an asset. */
    record InAsset(Asset asset) implements Quote {}

    /**
     * Reads {@code USD}, or an asset as {@link Asset#parse} does.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Quote parse(String text) {
        return text.equals(USD) ? new Dollars() : new InAsset(Asset.parse(text));
    }

    /** Returns {@code USD}, or the asset in the form of SEP-11. */
    default String text() {
        return switch (this) {
            case Dollars _ -> USD;
            case InAsset(Asset asset) -> asset.sep11();
        };
    }
}
