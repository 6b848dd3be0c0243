package org.stellarticker.sandbox.exchange;

import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.sandbox.market.FairPrice;
import org.stellarticker.sandbox.market.math.Stroops;

/** A market of the exchange, with what the simulation knows of it. */
record ExchangeMarket(Instrument instrument, FairPrice fair) {

    /** What a bot offers at most at once: a part of its play money, which is a million units of each asset. */
    private static final long OFFER_AT_MOST = 500_000_000_000L;

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

    /** Returns an amount of about so many US dollars that an order of a bot may have, at most that part of what it may offer. */
    long amount(double dollars, int ledger, int part) {
        long stroops = Math.min(fair.baseStroops(dollars, ledger), OFFER_AT_MOST / part);
        long whole = stroops / instrument.lot() * instrument.lot();
        return Math.clamp(whole, instrument.minimum(), instrument.maximum());
    }
}
