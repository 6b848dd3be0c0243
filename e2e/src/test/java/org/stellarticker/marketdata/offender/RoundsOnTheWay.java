package org.stellarticker.marketdata.offender;

import java.math.BigDecimal;

/** No signature of it has a {@code double}; a call gives one. */
public final class RoundsOnTheWay {

    public String rounded(BigDecimal price) {
        return String.valueOf(price.doubleValue());
    }
}
