package org.stellarticker.ingester.horizon.json;

import java.math.BigDecimal;
import org.stellarticker.core.market.Amount;

/** Parses sums of amounts in plain decimals; an exponent is rejected, since it could make a number of any size. */
public final class Decimals {

    /** 2^63 stroops from each of a trillion accounts have fewer digits. */
    private static final int LONGEST = 40;

    private Decimals() {}

    /**
     * Parses units of an asset, which need not fit 64 bits of stroops.
     *
     * @param name of the member
     * @return with seven decimals
     * @throws IllegalArgumentException when it is no plain decimal, negative, or has more than seven decimals
     */
    public static BigDecimal units(String name, String text) {
        int dot = text.indexOf('.');
        int decimals = dot < 0 ? 0 : text.length() - dot - 1;
        boolean plain = !text.isEmpty() && text.length() <= LONGEST && decimals <= Amount.SCALE && dot != 0;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = i == dot || (c >= '0' && c <= '9');
        }
        if (!plain || (dot >= 0 && decimals == 0)) {
            throw new IllegalArgumentException(name + ": expected a decimal of at most " + LONGEST
                    + " characters and 7 decimals, found \"" + text + "\"");
        }
        return new BigDecimal(text).setScale(Amount.SCALE);
    }
}
