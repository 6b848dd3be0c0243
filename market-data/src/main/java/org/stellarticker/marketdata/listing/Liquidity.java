package org.stellarticker.marketdata.listing;

import java.math.BigDecimal;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.marketdata.reference.UsdRates;

/** Values what can be traded against in US dollars. */
final class Liquidity {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final UsdRates rates;

    Liquidity(UsdRates rates) {
        this.rates = rates;
    }

    /**
     * Values both sides of an order book: its sums are in counter. Where the counter has no rate, it is exchanged for base
     * at the market's last price.
     *
     * @param last counter per base of the book's pair
     */
    Optional<BigDecimal> of(OrderBookSummary book, Price last) {
        BigDecimal counter = book.bidVolume().add(book.askVolume());
        BigDecimal base = counter.multiply(BigDecimal.valueOf(last.d()))
                .divide(BigDecimal.valueOf(last.n()), PlainDecimal.PRECISION);
        return value(book.pair().counter(), counter).or(() -> value(book.pair().base(), base));
    }

    /** Values both reserves of a pool; they are worth the same, so that one with a rate values the other. */
    Optional<BigDecimal> of(LiquidityPool pool) {
        Optional<BigDecimal> base = value(pool.pair().base(), pool.baseReserve().units());
        Optional<BigDecimal> counter =
                value(pool.pair().counter(), pool.counterReserve().units());
        return base.isPresent() && counter.isPresent()
                ? Optional.of(base.get().add(counter.get()))
                : base.or(() -> counter).map(TWO::multiply);
    }

    private Optional<BigDecimal> value(Asset asset, BigDecimal units) {
        return rates.find(asset).map(rate -> rate.value(units, PlainDecimal.PRECISION));
    }
}
