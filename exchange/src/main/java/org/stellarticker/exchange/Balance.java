package org.stellarticker.exchange;

import org.stellarticker.core.asset.Asset;

/**
 * What an account has of an asset.
 *
 * @param total in stroops, including what is held
 * @param held in stroops; set aside for open orders
 */
public record Balance(Asset asset, long total, long held) {

    /** Returns what a new order may use, in stroops. */
    public long available() {
        return total - held;
    }
}
