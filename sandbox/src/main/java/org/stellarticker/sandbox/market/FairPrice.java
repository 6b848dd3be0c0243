package org.stellarticker.sandbox.market;

import java.util.function.IntToDoubleFunction;
import org.stellarticker.sandbox.market.math.MarketTime;

/** What the simulation knows of a market whose trades are made elsewhere: its fair price, and how much is traded there. */
public final class FairPrice {

    private final Market market;
    private final boolean turned;
    private final Worths worths;
    private final Spreads spreads;
    private final IntToDoubleFunction rate;

    FairPrice(Market market, boolean turned, Worths worths, Spreads spreads, IntToDoubleFunction rate) {
        this.market = market;
        this.turned = turned;
        this.worths = worths;
        this.spreads = spreads;
        this.rate = rate;
    }

    /** Returns whether trades of this market name the counter asked for first. */
    public boolean isTurned() {
        return turned;
    }

    /** Returns the price at a ledger, counter per base as asked for. */
    public double at(int ledger) {
        double price = worths.price(market, MarketTime.second(ledger));
        return turned ? 1 / price : price;
    }

    /** Returns the distance of the best offers from the price, as a part of it. */
    public double halfSpread(int ledger) {
        return spreads.half(market, MarketTime.second(ledger));
    }

    /** Returns the stroops of base, as asked for, that are worth this many US dollars; at least one. */
    public long baseStroops(double dollars, int ledger) {
        return worths.stroops(turned ? market.counter() : market.base(), dollars, MarketTime.second(ledger));
    }

    /** Returns the approximate worth of all offers, in US dollars. */
    public double depth() {
        return market.depth();
    }

    /** Returns the average number of trades a second at a live ledger. */
    public double tradesPerSecond(int ledger) {
        return rate.applyAsDouble(ledger);
    }
}
