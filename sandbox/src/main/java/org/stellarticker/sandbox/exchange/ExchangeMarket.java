package org.stellarticker.sandbox.exchange;

import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.sandbox.market.FairPrice;
import org.stellarticker.sandbox.market.math.Stroops;

/** A market of the exchange, with what the simulation knows of it. */
record ExchangeMarket(Instrument instrument, FairPrice fair) {

    /** Returns the assets without direction. */
    static TradePair pair(Instrument instrument) {
        return TradePair.normalised(instrument.base(), instrument.counter());
    }

    /** Returns the price of so many ticks, counter per base, in lowest terms as offers write it. */
    Price price(long ticks) {
        long whole = instrument.ticksPerUnit();
        long divisor = greatestCommonDivisor(ticks, whole);
        return new Price(ticks / divisor, whole / divisor);
    }

    private static long greatestCommonDivisor(long one, long other) {
        return other == 0 ? one : greatestCommonDivisor(other, one % other);
    }

    /** Returns the stroops of counter for stroops of base, rounded down. */
    long counterAmount(long base, long ticks) {
        return Stroops.scale(base, ticks, instrument.ticksPerUnit());
    }

    /** Returns the ticks nearest to a price; at least one. */
    long ticks(double price) {
        return Math.clamp(Math.round(price * instrument.ticksPerUnit()), 1, Instrument.MAXIMUM_PRICE);
    }

    /** Returns the nearest amount that an order may have. */
    long orderable(long stroops) {
        long lots = Math.max(1, stroops / instrument.lot());
        return Math.clamp(lots * instrument.lot(), instrument.minimum(), instrument.maximum());
    }
}
