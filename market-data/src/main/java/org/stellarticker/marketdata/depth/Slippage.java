package org.stellarticker.marketdata.depth;

import java.math.BigDecimal;
import java.math.MathContext;
import org.stellarticker.core.market.Ratio;

/**
 * What it takes to trade an amount at one venue.
 *
 * @param price the average price, counter per base, fee included
 * @param percent how far it lies on the taker's bad side of the mid price, in percent of it; below 0 on the good side
 */
public record Slippage(BigDecimal price, BigDecimal percent) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static Slippage of(TakerSide side, BigDecimal base, BigDecimal counter, Ratio mid, MathContext precision) {
        // (counter / base - mid) / mid, rounded once.
        BigDecimal paid = counter.multiply(new BigDecimal(mid.d()));
        BigDecimal fair = base.multiply(new BigDecimal(mid.n()));
        BigDecimal worse = side == TakerSide.BUY ? paid.subtract(fair) : fair.subtract(paid);
        return new Slippage(
                counter.divide(base, precision), worse.multiply(HUNDRED).divide(fair, precision));
    }
}
