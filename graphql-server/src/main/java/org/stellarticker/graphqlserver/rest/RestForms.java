package org.stellarticker.graphqlserver.rest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;

/** Writes values as REST has them: decimals in plain notation, assets in the form of SEP-11. */
final class RestForms {

    /** The precision of prices. */
    static final MathContext PRICES = new MathContext(20, RoundingMode.HALF_EVEN);

    private RestForms() {}

    /** Returns all digits of a number, without an exponent and without zeros at the end. */
    static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** Returns {@code native} or {@code CODE:ISSUER}. */
    static String sep11(Asset asset) {
        return asset instanceof NativeAsset ? "native" : asset.key();
    }
}
