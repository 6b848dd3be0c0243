package org.stellarticker.exchange;

import org.stellarticker.core.asset.Asset;

/**
 * A market of the exchange: a base asset that is traded for a counter asset.
 *
 * @param number counts from 0, in the order of the exchange's list
 * @param priceDecimals 0 to 9; a price of {@code ticks} is {@code ticks / 10^priceDecimals} counter for one base
 * @param lot stroops of base; each amount is a multiple of it
 * @param minimum the smallest amount of an order, in stroops of base
 * @param maximum the largest amount of an order, in stroops of base
 * @param takerFee in basis points (10 is 0.1 %) of what the taker receives
 */
public record Instrument(
        int number, Asset base, Asset counter, int priceDecimals, long lot, long minimum, long maximum, int takerFee) {

    /** The highest price in ticks, so that a fill's price is a fraction of two 32-bit numbers. */
    public static final long MAXIMUM_PRICE = Integer.MAX_VALUE;

    private static final int MOST_DECIMALS = 9;
    private static final int WHOLE = 10_000;
    private static final long[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    /** @throws IllegalArgumentException when the values do not fit; the message names the value */
    public Instrument {
        require(number >= 0, "number", "0 or more", number);
        require(!base.equals(counter), "counter", "another asset than the base", counter);
        require(priceDecimals >= 0 && priceDecimals <= MOST_DECIMALS, "priceDecimals", "0 to 9", priceDecimals);
        // So that a fill of one lot at one tick is worth at least one stroop of counter.
        require(lot >= POWERS[priceDecimals], "lot", "at least 10^priceDecimals stroops", lot);
        require(minimum >= lot && minimum % lot == 0, "minimum", "a multiple of the lot", minimum);
        require(
                maximum >= minimum && maximum % lot == 0,
                "maximum",
                "a multiple of the lot, not below the minimum",
                maximum);
        require(takerFee >= 0 && takerFee < WHOLE, "takerFee", "0 to 9999 basis points", takerFee);
    }

    /** Returns the name of the API: {@code XLM-USDC}. */
    public String symbol() {
        return base.code() + "-" + counter.code();
    }

    /** Returns how many ticks a price of 1 is: {@code 10^priceDecimals}. */
    public long ticksPerUnit() {
        return POWERS[priceDecimals];
    }

    private static void require(boolean fits, String name, String expected, Object found) {
        if (!fits) {
            throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
        }
    }
}
